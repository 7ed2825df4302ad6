internal import Crypto
internal import Foundation
package import Primitives
internal import SwiftASN1
internal import X509

/// A certificate authority for one machine, for trying things out: made at the first start, and
/// with it a certificate for `localhost`. Nobody trusts it who was not told to.
package enum DevelopmentAuthority {
    /// The files in `folder`, made where they are missing or the certificate ends within a week.
    ///
    /// - Throws: what the disk said.
    package static func files(in folder: String, now: Timestamp) throws -> TLSFiles {
        let files = TLSFiles(certificate: folder + "/edge.pem", key: folder + "/edge.key")
        if isSound(files, now) { return files }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let date = Date(timeIntervalSince1970: Double(now.rawValue / 1000) - 3600)
        let root = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let rootName = try DistinguishedName {
            CommonName("Spillway development authority")
        }
        let authority = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: root.publicKey, notValidBefore: date,
            notValidAfter: date.addingTimeInterval(3650 * 86_400), issuer: rootName,
            subject: rootName,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            }, issuerPrivateKey: root)
        let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: own.publicKey, notValidBefore: date,
            notValidAfter: date.addingTimeInterval(365 * 86_400), issuer: rootName,
            subject: try DistinguishedName { CommonName("localhost") },
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .dnsName("localhost"), .dnsName("*.localhost"),
                    .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                    .ipAddress(
                        ASN1OctetString(
                            contentBytes: ArraySlice(Array(repeating: 0, count: 15) + [1]))),
                ])
            }, issuerPrivateKey: root)
        try write(authority.serializeAsPEM().pemString, to: folder + "/authority.pem", 0o644)
        try write(own.serializeAsPEM().pemString, to: files.key, 0o600)
        try write(certificate.serializeAsPEM().pemString, to: files.certificate, 0o644)
        return files
    }

    private static func isSound(_ files: TLSFiles, _ now: Timestamp) -> Bool {
        guard FileManager.default.isReadableFile(atPath: files.key),
            let text = try? String(contentsOfFile: files.certificate, encoding: .utf8),
            let certificate = try? Certificate(pemEncoded: text)
        else { return false }
        let week = Date(timeIntervalSince1970: Double(now.rawValue / 1000) + 7 * 86_400)
        return certificate.notValidAfter > week
    }

    private static func write(_ text: String, to path: String, _ permissions: Int) throws {
        let temporary = path + ".new"
        _ = FileManager.default.createFile(
            atPath: temporary, contents: nil, attributes: [.posixPermissions: permissions])
        try text.write(toFile: temporary, atomically: false, encoding: .utf8)
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: temporary, toPath: path)
    }
}
