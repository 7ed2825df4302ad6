import Glibc
import Orders
import Rehearsal
import Store
import Testing

/// A cell's folder with a sale and some orders, for tests that look at it or spoil it.
enum Shop {
    /// Fills a folder, one batch for each command; gives the last position. The order book and a
    /// snapshot have seen all of them.
    @discardableResult
    static func fill(_ folder: RunFolder, _ executable: Executable, orders: Int = 20) throws
        -> UInt64
    {
        let session = try Session(folder, executable: executable)
        try session.openShop()
        for number in 10..<10 + orders {
            #expect(try session.ask(Session.order(number)).code == "accepted")
        }
        session.cell.child.send(signal: SIGTERM)
        #expect(session.cell.child.wait(atMostSeconds: 5) == .code(0))
        session.cell.child.wait()
        let said = try executable.run(["orders", "catch-up", folder.cell], in: folder)
        #expect(said.exit == .code(0), "\(said)")
        return UInt64(3 + orders)
    }

    /// Changes the journal's tables behind its back.
    static func change(_ folder: RunFolder, _ sql: String, file: String = Cell.journalName) throws {
        let store = try Store(StoreConfiguration(.sqlite(path: folder.cell + "/" + file)))
        try store.write { connection throws(StoreError) in try connection.execute(sql) }
        try store.close()
    }
}
