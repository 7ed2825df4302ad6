import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

/// A cell, and a client that waits for each answer.
final class Session: Sendable {
    let cell: CellProcess
    private let lines: ConditionLock<[[UInt8]]>

    init(_ folder: RunFolder, executable: Executable) throws {
        let lines = ConditionLock<[[UInt8]]>([])
        self.lines = lines
        cell = try CellProcess(
            executable: executable.path, directory: folder.cell, options: ["--orders", "200000"],
            errors: folder.path + "/cell.log"
        ) { line in
            lines.withLock { $0.append(line) }
            lines.broadcast()
        }
        _ = try cell.waitUntilReady(atMostSeconds: 30)
    }

    /// How many answers came.
    var count: Int { lines.withLock { $0.count } }

    func send(_ text: String) -> Bool { cell.child.write(Array((text + "\n").utf8)) }

    /// The answer with this number, from 0, once it is there.
    func answer(_ number: Int) throws -> Reply {
        let came = lines.wait(until: { $0.count > number }, atMost: 20_000_000_000)
        try #require(came, "answer \(number) did not come")
        return try JSONDecoder().decode(Reply.self, from: Data(lines.withLock { $0[number] }))
    }

    /// Sends a line and waits for one more answer.
    func ask(_ text: String) throws -> Reply {
        let number = count
        try #require(send(text))
        return try answer(number)
    }

    /// A sale with one SKU and stock for it; asks three times.
    func openShop(stock: Int64 = 1_000_000) throws {
        for text in [
            #"{"token":1,"set_sale":{"merchant":1,"sale":1,"starts_at":0,"currency":156}}"#,
            #"{"token":2,"set_item":{"merchant":1,"sale":1,"sku":1,"unit_price":100}}"#,
            #"{"token":3,"change_stock":{"merchant":1,"sale":1,"sku":1,"delta":\#(stock),"#
                + #""reference":"s"}}"#,
        ] {
            #expect(try ask(text).code == "done")
        }
    }

    /// An order for one unit.
    static func order(_ number: Int) -> String {
        #"{"token":\#(number),"place":{"merchant":1,"buyer":7,"key":"k\#(number)","#
            + #""lines":[{"sale":1,"sku":1,"quantity":1,"unit_price":100}]}}"#
    }
}
