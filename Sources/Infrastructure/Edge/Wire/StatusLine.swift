internal import NIOHTTP1

/// First lines of responses, made once.
enum StatusLine {
    private static let lines: [[UInt8]] = (0..<1000).map { status in
        let reason =
            status == 103 ? "Early Hints" : HTTPResponseStatus(statusCode: status).reasonPhrase
        return Array("HTTP/1.1 \(String(status)) \(reason)\r\n".utf8)
    }

    /// The line of a status from 100 to 999.
    static func bytes(_ status: Int) -> [UInt8] { lines[max(0, min(999, status))] }
}
