internal import Foundation
internal import Primitives
internal import Store

/// Compares everything that a sale left behind: the generator's ledger, the raw journal, the order
/// book, the shop's payments and the payment provider's books.
package struct SaleAudit {
    /// The folder of the run; nothing of it may be running.
    package var directory: String

    private static let center = "/center"

    /// Prepares an audit.
    package init(directory: String) { self.directory = directory }

    /// Reads and compares everything.
    package func run() throws(RehearsalError) -> SaleReport {
        let plan = try SalePlan(directory: directory)
        if let against = plan.against {
            return try AgainstAudit(directory: directory, plan: plan, against: against).run()
        }
        var findings = Findings()
        let ledger = try LedgerReader(directory: directory, &findings)
        var report = SaleReport()
        report.profile = plan.profile.name
        report.seed = plan.seed
        report.directory = directory
        let cell = directory + Self.center + "/cell-1/"
        var books = Books()
        do {
            let summary = try JournalReader(path: cell + Audit.journalName)
                .read(&findings) { record, findings in books.fold(record, &findings) }
            report.batches = summary.batches
            report.records = summary.records
            report.epochs = summary.epochs.count
            let book = try BookReader(path: cell + Audit.bookName, books: books)
                .compare(upTo: summary.batches, &findings)
            report.bookOrders = book.orders
            report.money.orderBook = book.received
        } catch {
            throw RehearsalError(.file, "the books in \(directory) cannot be read: \(error)")
        }
        books.checkMoney(&findings)
        var comparison = SaleComparison(ledger: ledger, books: books, findings: findings)
        comparison.run()
        findings = comparison.findings
        report.acknowledged = comparison.acknowledged
        report.journalOrders = books.orders.count
        var money = MoneyComparison(folder: directory + Self.center, books: books)
        do throws(StoreError) {
            try money.run(&report.money, &findings)
        } catch {
            throw RehearsalError(.file, "the books of payments cannot be read: \(error)")
        }
        if plan.coupon != nil {
            // A budget without a limit adds nothing to the sum.
            report.coupons = books.coupons.values.reduce(into: SaleReport.Coupons()) {
                $0.orders += $1.orders
                $0.money += $1.money
                $0.mostOrders += $1.budgetCount == .max ? 0 : Int64($1.budgetCount)
                if $1.budgetMoney != .max { $0.mostMoney = ($0.mostMoney ?? 0) + $1.budgetMoney }
            }
        }
        report.returns = ReturnComparison(books: books, directory: directory).run(&findings)
        if let room = plan.room {
            do throws(StoreError) {
                report.room = try RoomComparison(
                    ledger: ledger, room: room, books: books, directory: directory,
                    opensAt: UInt64(plan.profile.opensAt * 1e6)
                ).run(&findings)
            } catch {
                throw RehearsalError(.file, "the book of credits cannot be read: \(error)")
            }
        }
        SaleFigures(ledger: ledger, plan: plan).fill(&report)
        report.findings = findings.kept
        report.findingCount = findings.count
        report.holds = findings.count == 0
        return report
    }
}
