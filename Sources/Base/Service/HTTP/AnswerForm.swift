package import NIOHTTP1

/// Status and type of answers that a hot route gives often, as the bytes that go out.
package struct AnswerForm: Sendable {
    let status: HTTPResponseStatus
    let contentType: String
    private let head: [UInt8]

    /// Makes the bytes once.
    package init(_ status: HTTPResponseStatus, contentType: String) {
        self.status = status
        self.contentType = contentType
        head = Array(
            """
            HTTP/1.1 \(status.code) \(status.reasonPhrase)\r
            content-type: \(contentType)\r
            x-content-type-options: nosniff\r\n
            """.utf8)
    }

    /// The whole answer as it goes over a connection that stays open.
    func write(_ body: [UInt8], dateLine: [UInt8], to out: inout [UInt8]) {
        out += head
        out += dateLine
        out.append(text: "content-length: ")
        out.append(decimal: Int64(body.count))
        out.append(text: "\r\n\r\n")
        out += body
    }
}
