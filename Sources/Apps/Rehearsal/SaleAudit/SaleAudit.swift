internal import Foundation
internal import Primitives

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
        report.scale = plan.scale
        report.directory = directory
        checkRun(plan, ledger, &report, &findings)
        let cell = directory + Self.center + "/cell-1/"
        var books = Books()
        let summary = try JournalReader(path: cell + Audit.journalName)
            .read(&findings) { record, findings in books.fold(record, &findings) }
        report.batches = summary.batches
        report.records = summary.records
        report.epochs = summary.epochs.count
        let book = try BookReader(path: cell + Audit.bookName, books: books)
            .compare(upTo: summary.batches, &findings)
        report.bookOrders = book.orders
        report.money.orderBook = book.received
        books.checkMoney(&findings)
        var comparison = SaleComparison(ledger: ledger, books: books, findings: findings)
        comparison.run()
        findings = comparison.findings
        report.acknowledged = comparison.acknowledged
        report.journalOrders = books.orders.count
        try MoneyComparison(folder: directory + Self.center, books: books)
            .run(&report.money, &findings)
        if plan.coupon != nil {
            // A budget without a limit adds nothing to the sum.
            report.coupons = books.coupons.values.reduce(into: SaleReport.Coupons()) {
                $0.orders += $1.orders
                $0.money += $1.money
                $0.mostOrders += $1.budgetCount == .max ? 0 : Int64($1.budgetCount)
                if $1.budgetMoney != .max { $0.mostMoney = ($0.mostMoney ?? 0) + $1.budgetMoney }
            }
        }
        report.returns = ReturnComparison(
            books: books, directory: directory, isExpected: plan.profile.habits.returns != nil
        ).run(&findings)
        if let room = plan.room {
            report.room = try RoomComparison(
                ledger: ledger, room: room, books: books, directory: directory,
                opensAt: UInt64(plan.profile.opensAt * 1e6)
            ).run(&findings)
        }
        SaleFigures(ledger: ledger, plan: plan).fill(&report)
        report.findings = findings.kept
        report.findingCount = findings.count
        report.holds = findings.count == 0 && report.problems.isEmpty
        return report
    }

    /// Looks whether the run came to its end, and whether what it was to break is written down.
    private func checkRun(
        _ plan: SalePlan, _ ledger: LedgerReader, _ report: inout SaleReport,
        _ findings: inout Findings
    ) {
        guard ledger.isEnded else {
            report.problems.append(
                "the run was cut off: \(LedgerReader.eventsName) has no mark of its end")
            return
        }
        var noted: [String: Int] = [:]
        for event in ledger.events { noted[event.name, default: 0] += 1 }
        for kind in SaleProfile.Fault.Kind.allCases {
            let planned = plan.profile.faults.count { $0.kind == kind }
            let name = kind.strikes
            // A disk cannot be made slow everywhere.
            findings.check(
                kind == .disk || noted[name, default: 0] == planned, .ledger,
                LedgerReader.eventsName,
                "\(name): written down \(noted[name, default: 0]) times, planned \(planned) times")
        }
    }
}
