import Foundation
import Testing

/// Somebody who waits in a room at an edge, as an app does.
struct Waiter {
    let edge: Int
    let room: Int
    private(set) var state = ""
    /// The number of the credit that let them in.
    private(set) var serial: UInt64?
    private var cookies: [String: String] = [:]
    private var pass: String?

    init(edge: Int, room: Int) {
        self.edge = edge
        self.room = room
    }

    /// Asks how it stands.
    mutating func poll() throws {
        guard serial == nil else { return }
        let jar = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        let (head, json) = try Wire.ask(
            edge, "GET", "/_edge/rooms/\(room)", jar.isEmpty ? [] : ["Cookie: \(jar)"])
        try #require(head.contains(" 200"), "\(head)")
        for match in head.matches(of: /(?i)set-cookie: ([^=]+)=([^;]*);/) {
            cookies[String(match.1)] = String(match.2)
        }
        state = json["state"] as? String ?? ""
        guard let text = json["pass"] as? String else { return }
        pass = text
        serial = Self.serial(of: text)
    }

    /// What is said to somebody who shows another's pass.
    func stolen(_ other: Waiter) throws -> String {
        let (_, json) = try Wire.ask(
            edge, "GET", "/_edge/rooms/\(room)", ["X-Spillway-Pass: \(other.pass ?? "")"])
        return json["state"] as? String ?? ""
    }

    /// A pass is 4 bytes of key, room 4, kind 1, code 16, joined 8, serial 8, expiry 4, seal 16.
    private static func serial(of pass: String) -> UInt64? {
        let text = pass.replacing("-", with: "+").replacing("_", with: "/")
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let bytes = Data(base64Encoded: padded), bytes.count > 41 else { return nil }
        return bytes[33..<41].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
