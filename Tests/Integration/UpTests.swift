import Foundation
import Glibc
import Primitives
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

        @Test(arguments: ["a taken port", "no IP library"])
        func `who could not start the edges still sees the password`(trouble: String) throws {
            let folder = try RunFolder()
            let taken = try CenterProcess(in: try RunFolder())
            let port = try #require(FreePort.pair(), "there are no two free ports in a row")
            let isTaken = trouble == "a taken port"
            let edges =
                ["--edge", "1", "--edge-port", isTaken ? "\(taken.port)" : "0"]
                + (isTaken ? [] : ["--steering"])
            let said = try Executable.outcome(
                of: [
                    "/usr/bin/env", "SPILLWAY_IP_LIBRARY=" + folder.path + "/none",
                    Executable().path, "up", "--no-demo", "--data", folder.path + "/data", "--port",
                    "\(port)", "--orders", "100000",
                ] + edges, in: folder, atMostSeconds: 60)
            #expect(said.exit == .code(2), "\(said)")
            #expect(!said.output.contains("password"), "\(said)")
            let center = try CenterProcess(in: folder, port: port)
            #expect(center.password != nil)
            #expect(center.stop().exit == .code(0))
            #expect(taken.stop().exit == .code(0))
        }

        @Test func `a first start can be ended while it imports, and is begun anew`() throws {
            let folder = try RunFolder()
            let port = try #require(FreePort.pair(), "there are no two free ports in a row")
            let lines = ConditionLock<[String]>([])
            func start() throws -> ChildProcess {
                lines.withLock { $0 = [] }
                return try ChildProcess(
                    [
                        "/bin/sh", "-c", #"exec "$0" "$@" 2>&1"#, Executable().path, "up",
                        "--data", folder.path + "/data", "--port", "\(port)", "--orders", "100000",
                        "--samples", Sources.root + "/Samples",
                    ], errors: folder.path + "/shell.log"
                ) { line in
                    lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
                    lines.signal()
                }
            }
            for step in ["reading order lines …", "writing products …"] {
                let child = try start()
                try #require(
                    lines.wait(until: { $0.contains(step) }, atMost: 60_000_000_000),
                    "\(lines.withLock { $0 })")
                child.send(signal: step.hasPrefix("reading") ? SIGINT : SIGTERM)
                let exit = child.wait(atMostSeconds: 5)
                if exit == nil { child.send(signal: SIGKILL) }
                child.wait()
                let said = lines.withLock { $0 }
                #expect(exit == .code(0), "\(said)")
                #expect(said.last?.hasPrefix("stopped") == true, "\(said)")
                #expect(!said.contains { $0.hasPrefix("password") })
            }
            let child = try start()
            defer {
                child.send(signal: SIGKILL)
                child.wait()
            }
            try #require(
                lines.wait(until: { $0.contains("ready") }, atMost: 120_000_000_000),
                "\(lines.withLock { $0 })")
            let said = lines.withLock { $0 }
            #expect(said.contains { $0.hasPrefix("password") })
            #expect(said.contains { $0.contains("3,352 products") }, "\(said)")
            let table = folder.path + "/data/import-refusals.csv"
            #expect(said.contains { $0.hasSuffix(", each in " + table) }, "\(said)")
            let refused = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n")
            let counted = said.compactMap { line in
                line.firstMatch(of: /^([0-9,]+) other lines/).flatMap {
                    Int($0.1.replacing(",", with: ""))
                }
            }
            #expect(refused.count - 1 == counted.first)
            #expect(refused.first == "line,reason,source")
            child.send(signal: SIGTERM)
            #expect(child.wait(atMostSeconds: 30) == .code(0))
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
