import IPLibrary
import Testing

/// The readers of sources, on files that the tests wrote by the formats' descriptions.
@Suite struct SourceTests {
    private static let zhejiang = Place(
        country: "中国", province: "浙江省", city: "杭州市", networkOperator: "阿里云")

    private func ask(_ source: AddressSource, _ address: String) throws -> String {
        source.place(of: try #require(IPAddress(address))).description
    }

    @Test func `xdb segments become runs`() throws {
        let bytes = XDBBytes.write([
            (0, 0x00FF_FFFF, "0|0|0|内网IP|内网IP"), (0x0100_0000, 0xDF05_04FF, "美国|0|0|0|0"),
            (0xDF05_0500, 0xDF05_05FF, "中国|0|浙江省|杭州市|阿里云"),
            (0xDF05_0600, 0xFFFF_FFFF, "美国|0|0|0|0"),
        ])
        let source = try AddressSource.read(bytes)
        #expect(source.form == .xdb && source.v4.count == 4 && source.v6.isEmpty)
        #expect(source.place(of: try #require(IPAddress("223.5.5.5"))) == Self.zhejiang)
        #expect(try ask(source, "0.0.0.1") == "-|-|内网IP|内网IP")
        #expect(try ask(source, "8.8.8.8") == "美国|-|-|-")
        #expect(try ask(source, "::ffff:223.5.5.5") == "中国|浙江省|杭州市|阿里云")
        #expect(try ask(source, "2400:3200::1") == "-|-|-|-")
    }

    @Test func `an xdb of structure 3 is read for either family`() throws {
        let bits = { (text: String) in try #require(IPAddress(text)).bits }
        let v6 = XDBBytes.write(v6: [
            (0, try bits("2400:31ff:ffff:ffff:ffff:ffff:ffff:ffff"), "Reserved|Reserved|0|0|0"),
            (
                try bits("2400:3200::"), try bits("2400:3200:ffff:ffff:ffff:ffff:ffff:ffff"),
                "中国|浙江省|杭州市|阿里云|CN"
            ),
            (try bits("2400:3201::"), .max, "中国|0|浙江省|杭州市|阿里云"),
        ])
        let source = try AddressSource.read(v6)
        #expect(source.v4.isEmpty && source.v6.count == 2)
        #expect(try ask(source, "::1") == "Reserved|Reserved|-|-")
        #expect(try ask(source, "2400:3200::1") == "中国|浙江省|杭州市|阿里云")
        #expect(try ask(source, "ffff::") == "中国|浙江省|杭州市|阿里云")
        #expect(try ask(source, "223.5.5.5") == "-|-|-|-")

        var v4 = XDBBytes.write([
            (0, 0xDF05_04FF, "美国|0|0|电信|0"), (0xDF05_0500, .max, "中国|浙江省|杭州市|阿里云"),
        ])
        v4[0] = 3
        (v4[16], v4[18]) = (4, 4)
        let other = try AddressSource.read(v4)
        #expect(try ask(other, "8.8.8.8") == "美国|-|-|电信")
        #expect(try ask(other, "223.5.5.5") == "中国|浙江省|杭州市|阿里云")
        check(Array(v6.dropLast()), .corrupt, "cut")
    }

    @Test func `a newer or damaged xdb is refused by name`() throws {
        var bytes = XDBBytes.write([(0, .max, "a|0|b|c|d")])
        bytes[0] = 4
        check(bytes, .newerVersion, "structure 4")
        bytes[0] = 3
        check(bytes, .newerVersion, "pointers")
        bytes[18] = 4
        bytes[16] = 5
        check(bytes, .corrupt, "neither for IPv4")
        bytes[0] = 2
        let segment = bytes.count - 14
        var crossed = bytes
        crossed.replaceSubrange(segment..<(segment + 4), with: [255, 255, 255, 255])
        crossed[segment + 4] = 0
        check(crossed, .corrupt, "at byte \(segment)")
        var outside = bytes
        outside[segment + 13] = 0xFF
        check(outside, .corrupt, "text lies outside")
    }

    @Test(arguments: [24, 28, 32]) func `a MaxMind DB of either family is walked`(
        _ bits: Int
    ) throws {
        var database = MMDBBytes(isV6: true)
        let name = database.add(MMDBBytes.text("阿里云"))
        let china = MMDBBytes.map([
            ("iso_code", MMDBBytes.text("CN")),
            (
                "names",
                MMDBBytes.map([
                    ("en", MMDBBytes.text("China")), ("zh-CN", MMDBBytes.text("中国")),
                ])
            ),
        ])
        let whole = database.add(
            MMDBBytes.map([
                ("country", china),
                (
                    "subdivisions",
                    MMDBBytes.array([
                        MMDBBytes.map([
                            ("names", MMDBBytes.map([("en", MMDBBytes.text("Zhejiang"))]))
                        ])
                    ])
                ),
                ("city", MMDBBytes.map([("names", MMDBBytes.map([("fr", MMDBBytes.text("x"))]))])),
                ("isp", MMDBBytes.pointer(name)),
                ("location", MMDBBytes.map([("latitude", [0x68] + Array(repeating: 1, count: 8))])),
            ]))
        let flat = database.add(
            MMDBBytes.map([
                ("country", MMDBBytes.text("US")), ("region", MMDBBytes.text("California")),
                ("is_hosting", [1, 7]),
                ("as_name", MMDBBytes.text(String(repeating: "n", count: 40))),
            ]))
        try database.insert(#require(IPPrefix("223.5.5.0/24")), value: whole)
        try database.insert(#require(IPPrefix("2400:3200::/32")), value: whole)
        try database.insert(#require(IPPrefix("8.8.8.0/25")), value: flat)
        try database.alias(#require(IPPrefix("2002::/16")))
        let source = try AddressSource.read(database.write(recordBits: bits))
        #expect(source.form == .mmdb && source.v4.count == 2 && source.v6.count == 1)
        #expect(try ask(source, "223.5.5.5") == "中国|Zhejiang|-|阿里云")
        #expect(try ask(source, "2400:3200:ffff::") == "中国|Zhejiang|-|阿里云")
        #expect(try ask(source, "8.8.8.127").hasPrefix("US|California|-|nnnn"))
        #expect(try ask(source, "8.8.8.128") == "-|-|-|-")
        #expect(try ask(source, "2002:808:808::") == "-|-|-|-")
        let english = try AddressSource.read(
            database.write(recordBits: bits), languages: ["en"])
        #expect(try ask(english, "223.5.5.5") == "China|Zhejiang|-|阿里云")
    }

    @Test func `a tree that is none and a pointer to a pointer are refused`() throws {
        var database = MMDBBytes(isV6: false)
        let text = database.add(MMDBBytes.text("x"))
        let pointer = database.add(MMDBBytes.pointer(text))
        let twice = database.add(MMDBBytes.pointer(pointer))
        try database.insert(#require(IPPrefix("1.0.0.0/8")), value: twice)
        check(database.write(recordBits: 24), .corrupt, "pointer to a pointer")
        var loop = MMDBBytes(isV6: false)
        _ = loop.add(MMDBBytes.text("x"))
        var bytes = loop.write(recordBits: 24)
        bytes.replaceSubrange(0..<6, with: [0, 0, 0, 0, 0, 0])
        check(bytes, .corrupt, "met twice")
    }

    @Test func `CSV is read with a head or without, by network or by range`() throws {
        let plain = try AddressSource.read(
            Array(
                #"""
                # comment
                10.0.0.0/8,中国,"浙江, 省",杭州市,电信
                2001:db8::/32,中国,,,"a ""b"""\#r
                9.9.9.9,中国
                """#.utf8))
        #expect(plain.form == .csv)
        #expect(try ask(plain, "10.1.2.3") == "中国|浙江, 省|杭州市|电信")
        #expect(try ask(plain, "2001:db8::1") == #"中国|-|-|a "b""#)
        #expect(try ask(plain, "9.9.9.9") == "中国|-|-|-")
        let headed = try AddressSource.read(
            Array(
                """
                \u{FEFF}operator,end_ip,start_ip,country
                移动,1.0.0.255,1.0.0.0,中国
                联通,0.255.255.255,0.0.0.0,中国

                """.utf8))
        #expect(try ask(headed, "1.0.0.7") == "中国|-|-|移动")
        #expect(try ask(headed, "0.1.0.7") == "中国|-|-|联通")
    }

    @Test func `a row of CSV that is wrong is named by its line`() {
        check("1.2.3.0/24,a\n1.2.3.4/24,b\n", .corrupt, "line 2")
        check("1.0.0.0,1.0.0.9,a\n\n1.0.0.9,1.0.0.3,b\n", .corrupt, "line 3")
        check("1.0.0.0/8,a\n2.0.0.0/8,b\n1.2.0.0/16,c\n", .contradiction, "lines 1 and 3")
        check("", .unknownForm, "no row")
        check([0xFF, 0, 1, 2], .unknownForm, "neither xdb")
    }

    private func check(_ text: String, _ code: IPLibraryError.Code, _ words: String) {
        check(Array(text.utf8), code, words)
    }

    private func check(_ bytes: [UInt8], _ code: IPLibraryError.Code, _ words: String) {
        do throws(IPLibraryError) {
            let source = try AddressSource.read(bytes)
            Issue.record("it was read: \(source.v4.count) runs")
        } catch {
            #expect(error.code == code && error.message.contains(words), "\(error)")
        }
    }
}
