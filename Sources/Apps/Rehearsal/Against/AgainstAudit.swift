internal import Foundation

/// The audit of a rehearsal on a running deployment, from its folder alone: the generator's ledger,
/// and what the deployment said before and after.
struct AgainstAudit {
    let directory: String
    let plan: SalePlan
    let against: SalePlan.Against

    static let beforeName = "/real/before"
    static let afterName = "/real/after"
    /// Where the deployment's own orders and the events lie.
    static let realName = "/real"

    func run() throws(RehearsalError) -> SaleReport {
        var findings = Findings()
        let ledger = try LedgerReader(directory: directory, &findings)
        var report = SaleReport()
        report.profile = plan.profile.name
        report.seed = plan.seed
        report.scale = plan.scale
        report.directory = directory
        let book = try ShadowBook(folder: directory + Self.realName)
        var outside = OutsideComparison(ledger: ledger, listing: book)
        outside.run(&findings)
        report.acknowledged = outside.acknowledged
        report.bookOrders = book.orders.count
        let events = try RealEvents(folder: directory + Self.realName)
        let visits = ledger.requests.count { "gv".utf8.contains($0.kind) && $0.answer != nil }
        var proof = RealProof(
            before: try RealReading(folder: directory + Self.beforeName),
            after: try RealReading(folder: directory + Self.afterName), events: events,
            rehearsed: Set(book.orders.keys), visits: visits)
        proof.run(&findings)
        var said = AgainstReport(
            url: against.url,
            target: plan.sale == against.everyday ? "everyday selling" : "sale \(plan.sale)")
        said.documents = proof.documents
        said.notes = proof.notes
        said.events = events.all.count
        for event in events.all { said.eventsByType[event.type, default: 0] += 1 }
        said.units = outside.allUnits
        report.against = said
        SaleFigures(ledger: ledger, plan: plan).fill(&report)
        report.findings = findings.kept
        report.findingCount = findings.count
        report.holds = findings.count == 0
        return report
    }
}
