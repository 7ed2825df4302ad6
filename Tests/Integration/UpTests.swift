import Rehearsal
import Testing

extension Integration {
    /// `spillway up` as a process: starting and stopping.
    @Suite struct UpTests {
        @Test func `a taken port is said with who has it, and nothing was begun`() throws {
            let folder = try RunFolder()
            let first = try CenterProcess(in: folder)
            let other = try RunFolder()
            let arguments = ["up", "--no-demo", "--data", other.path + "/data", "--port"]
            let said = try Executable().run(arguments + ["\(first.port)"], in: other)
            #expect(said.exit == .code(2))
            #expect(
                said.errors.contains(
                    /spillway \(process [0-9]+\) listens on 127\.0\.0\.1:[0-9]+ already/),
                "\(said.errors)")
            #expect(said.errors.contains("--port"))
            #expect(first.stop().exit == .code(0))
            // Whoever failed to start the first time still sees the password.
            let second = try CenterProcess(in: other, port: first.port)
            #expect(second.password != nil)
            #expect(second.stop().exit == .code(0))
        }

        @Test func `a center ends in time under load, and says nothing but that`() throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let shop = try LoadedShop(center)
            let load = OrderLoad(shop, connections: 8)
            defer { load.stop() }
            // Streams are open too: events live and from the beginning.
            let streams = try ["/v1/events", "/v1/events?after=0.0"].map { path in
                let wire = try Wire(port: center.port)
                wire.send(Wire.request("GET", path, [shop.owner]))
                _ = wire.read()
                return wire
            }
            load.waitForAnswers(2000)
            let (exit, said) = center.stop(atMostSeconds: 5)
            #expect(exit == .code(0))
            #expect(said == ["stopping: no more requests are taken", "stopped"])
            withExtendedLifetime(streams) {}
        }
    }
}
