internal import Store

/// Any error on its way out of a transaction.
private struct Refused: StoreFailure {
    let cause: any Error

    init(_ failure: StoreError) { cause = failure }
    init(cause: any Error) { self.cause = cause }
}

extension Store {
    /// Runs `body` in a write transaction; a `Problem` that it throws undoes everything.
    @discardableResult
    func change<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        do throws(Refused) {
            return try write(throwing: Refused.self) { connection throws(Refused) in
                do { return try body(connection) } catch { throw Refused(cause: error) }
            }
        } catch {
            throw error.cause
        }
    }
}

extension Connection {
    /// The next number of a sequence, which starts at 1; one that was taken never comes again.
    func next(_ sequence: String) throws(StoreError) -> Int64 {
        let number = try first(
            """
            INSERT INTO sequence (name, last) VALUES ($1, 1)
            ON CONFLICT (name) DO UPDATE SET last = sequence.last + 1 RETURNING last
            """, [.text(sequence)]
        ) { row throws(StoreError) in try row.integer(0) }
        guard let number else { throw StoreError(.other, "the sequence \(sequence) gave nothing") }
        return number
    }
}
