import HTTPTypes
import Primitives
import Service
import Testing

private let trace = "0af7651916cd43dd8448eb211c80319c"
private let valid = "00-\(trace)-b7ad6b7169203331-01"

/// Traces that requests bring with them.
@Suite struct TraceContextTests {
    @Test(arguments: [
        (valid, valid), ("00-\(trace)-b7ad6b7169203331-00", "00-\(trace)-b7ad6b7169203331-00"),
        ("cc-\(trace)-b7ad6b7169203331-01", valid), ("cc-\(trace)-b7ad6b7169203331-ff", valid),
        ("cc-\(trace)-b7ad6b7169203331-0a-what: ever", "00-\(trace)-b7ad6b7169203331-00"),
    ])
    func `a valid parent goes on, of a later version what is known`(text: String, known: String) {
        #expect(TraceContext(parent: text)?.parent == known)
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-b7ad6b7169203331", "00-\(trace)-b7ad6b7169203331-1",
        "00-\(trace)-b7ad6b7169203331-01-", "00-\(trace)-b7ad6b7169203331-010",
        "cc-\(trace)-b7ad6b7169203331-01x", "ff-\(trace)-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-\(trace)-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00_\(trace)-b7ad6b7169203331-01", "00-\(trace)-b7ad6b716920333é-01",
        "0\u{0}-\(trace)-b7ad6b7169203331-01",
    ])
    func `an invalid one is ignored`(text: String) {
        #expect(TraceContext(parent: text) == nil)
    }

    @Test func `two parents are none, and states are joined and bounded`() throws {
        let parent = try #require(HTTPField.Name("traceparent"))
        let state = try #require(HTTPField.Name("tracestate"))
        var headers: HTTPFields = [parent: valid]
        #expect(TraceContext(headers)?.state == nil)
        headers[values: state] = ["a=1", "b=2"]
        #expect(TraceContext(headers)?.state == "a=1,b=2")
        headers[values: state] = ["a=" + String(repeating: "x", count: TraceContext.maximumState)]
        #expect(TraceContext(headers) == TraceContext(parent: valid))
        headers[values: parent] = [valid, valid]
        #expect(TraceContext(headers) == nil)
        #expect(TraceContext([state: "a=1"]) == nil)
    }

    @Test func `a route has the context of its own request alone`() throws {
        var options = ServerOptions(port: 0)
        options.workers = 1
        let route = Route(.get, "/trace") { _ in
            .text(TraceContext.headers.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
        }
        let server = try Server(
            options, routes: [route], clock: SystemClock(), metrics: Metrics())
        defer { server.stop() }
        let client = try Client(port: server.port)
        defer { client.close() }
        let get = "GET /trace HTTP/1.1\r\nHost: x\r\n"
        client.send(get + "TraceParent: \(valid)\r\nTracestate: a=1\r\n\r\n")
        client.send(get + "traceparent: \(valid.dropLast())\r\n\r\n")
        client.send(get + "Connection: close\r\n\r\n")
        let answers = client.readAll()
        #expect(answers.ranges(of: "traceparent=\(valid)&tracestate=a=1").count == 1)
        #expect(answers.ranges(of: "traceparent").count == 1)
        #expect(answers.ranges(of: "200 OK").count == 3)
    }
}
