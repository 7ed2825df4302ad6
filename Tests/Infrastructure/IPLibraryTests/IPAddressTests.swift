import IPLibrary
import Testing

/// Addresses and networks as text.
@Suite struct IPAddressTests {
    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("223.5.5.5", "223.5.5.5"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
        ("2001:DB8::A", "2001:db8::a"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        ("64:ff9b::1.2.3.4", "64:ff9b::102:304"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    ])
    func `an address is read and written in its canonical form`(_ text: String, _ form: String) {
        let address = IPAddress(text)
        #expect(address?.description == form)
        #expect(IPAddress(form) == address)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.+4", "1..2.3", " 1.2.3.4",
        ":", ":::", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "g::", "12345::",
        "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "::1%eth0", "1:2:3:4:5:6:7:1.2.3.4", "+1::",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `a mapped address is the IPv4 address`() {
        #expect(IPAddress("::ffff:1.2.3.4")?.unmapped == IPAddress("1.2.3.4"))
        #expect(IPAddress("::1.2.3.4")?.unmapped == IPAddress("::102:304"))
        #expect(IPAddress(bytes: [1, 2, 3, 4]) == IPAddress("1.2.3.4"))
        #expect(IPAddress("1.2.3.4")?.bytes == [1, 2, 3, 4])
        #expect(
            IPAddress("2001:db8::1").flatMap { IPAddress(bytes: $0.bytes)?.description }
                == "2001:db8::1")
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0", "10.255.255.255"), ("1.2.3.4/32", "1.2.3.4", "1.2.3.4"),
        ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"),
        ("2001:db8::/126", "2001:db8::", "2001:db8::3"),
    ])
    func `a network has a first and a last address`(
        _ text: String, _ first: String, _ last: String
    ) throws {
        let prefix = try #require(IPPrefix(text))
        #expect(prefix.description == text)
        #expect(prefix.bounds.lowerBound == IPAddress(first)?.bits)
        #expect(prefix.bounds.upperBound == IPAddress(last)?.bits)
    }

    @Test(arguments: ["10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0", "10.0.0.0/", "1.2.3.4/+8"])
    func `what is no network is refused`(_ text: String) {
        #expect(IPPrefix(text) == nil)
    }

    @Test func `the largest network within a range is found`() throws {
        let address = try #require(IPAddress("10.0.1.7"))
        let find = { (first: String, last: String) throws -> String in
            let bounds = try #require(IPAddress(first)).bits...#require(IPAddress(last)).bits
            return IPPrefix.largest(with: address, within: bounds).description
        }
        #expect(try find("10.0.1.7", "10.0.1.7") == "10.0.1.7/32")
        #expect(try find("10.0.1.0", "10.0.1.255") == "10.0.1.0/24")
        #expect(try find("10.0.0.255", "10.0.3.255") == "10.0.1.0/24")
        #expect(try find("0.0.0.0", "255.255.255.255") == "0.0.0.0/0")
    }
}
