/// The seam for HTTP requests that Spillway itself makes: one request, one bounded answer.
package protocol OutboundHTTP: Sendable {
    /// Sends a request and waits for the whole answer, within the implementation's time limits.
    func send(_ request: OutboundRequest) throws(OutboundError) -> OutboundReply
}

/// An HTTP request to another server.
package struct OutboundRequest: Sendable, Hashable {
    /// The method, in capitals.
    package var method: String
    /// The whole address.
    package var url: String
    /// Header fields; length, host and connection are the client's.
    package var headers: [(name: String, value: String)] {
        get { fields.map { ($0[0], $0[1]) } }
        set { fields = newValue.map { [$0.name, $0.value] } }
    }
    /// The body; empty for none.
    package var body: [UInt8]
    private var fields: [[String]]

    /// Describes a request.
    package init(
        _ method: String, _ url: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.body = body
        fields = headers.map { [$0.name, $0.value] }
    }
}

/// The answer of another server.
package struct OutboundReply: Sendable, Hashable {
    /// The status code.
    package var status: Int
    /// The body.
    package var body: [UInt8]

    /// Describes an answer.
    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Why there is no answer.
package struct OutboundError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, for a person.
    package var description: String
    /// Whether the request may have arrived.
    package var mayHaveArrived: Bool

    /// Describes a failure.
    package init(_ description: String, mayHaveArrived: Bool) {
        self.description = description
        self.mayHaveArrived = mayHaveArrived
    }
}
