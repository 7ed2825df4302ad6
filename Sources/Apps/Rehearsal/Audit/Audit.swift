internal import Primitives

/// Compares the three books of a run: the client's ledger, the journal, and the order book.
///
/// The journal is read and folded by code of the audit's own.
package struct Audit {
    /// The folder of the cell; it must not be running.
    package var directory: String
    /// The client's ledger.
    package var ledger: [LedgerEntry]

    /// The journal's file in a cell's folder.
    package static let journalName = "journal.sqlite"
    /// The order book's file in a cell's folder.
    package static let bookName = "orderbook.sqlite"

    /// Prepares an audit.
    package init(directory: String, ledger: [LedgerEntry]) {
        self.directory = directory
        self.ledger = ledger
    }

    /// Compares everything with everything.
    package func run() throws(RehearsalError) -> AuditReport {
        var findings = Findings()
        var report = AuditReport()
        let books = try readJournal(&report, &findings)
        let book = try BookReader(path: directory + "/" + Self.bookName, books: books)
            .compare(upTo: report.batches, &findings)
        (report.bookOrders, report.bookMoney) = (book.orders, book.received)
        books.checkMoney(&findings)
        let intents = Intents(ledger, &findings)
        report.attempts = intents.attempts.count
        report.answers = intents.answers
        report.intents = intents.byIdentity.count
        var comparison = Comparison(intents: intents, books: books, findings: findings)
        comparison.run()
        report.acknowledgedOrders = comparison.acknowledgedOrders
        report.acknowledgedMoney = comparison.acknowledgedMoney
        report.unresolved = comparison.unresolved
        report.findings = comparison.findings.kept
        report.findingCount = comparison.findings.count
        report.holds = report.findingCount == 0
        return report
    }

    private func readJournal(
        _ report: inout AuditReport, _ findings: inout Findings
    ) throws(RehearsalError) -> Books {
        var books = Books()
        let summary = try JournalReader(path: directory + "/" + Self.journalName)
            .read(&findings) { record, findings in books.fold(record, &findings) }
        report.batches = summary.batches
        report.records = summary.records
        report.epochs = summary.epochs.count
        report.journalOrders = books.orders.count
        report.journalMoney = books.payments.values.reduce(0) { $0 + $1.amount }
        report.moneyBack = books.refundsDue.reduce(0) { $0 + $1.amount }
        return books
    }
}
