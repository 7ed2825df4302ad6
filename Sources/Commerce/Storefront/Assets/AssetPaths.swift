/// Where the stylesheet and the script are served: the content's hash is part of the path, so that
/// browsers keep them for good.
struct AssetPaths: Sendable {
    var style: String
    var script: String

    static let current = AssetPaths(
        style: "/assets/storefront-\(hash(StorefrontStyle.text)).css",
        script: "/assets/storefront-\(hash(StorefrontScript.text)).js")

    // FNV-1a: it tells versions apart, no more.
    private static func hash(_ text: String) -> String {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(value, radix: 16)
    }
}
