internal import Boards
internal import HTTPTypes
internal import Service

extension Storefront {
    /// What a rehearsal's visitors send with every request.
    private static let rehearsal = HTTPField.Name("Spillway-Rehearsal")

    /// Counts that somebody looked at a page; a rehearsal's visitors are nobody.
    func countView(_ visit: Visit) {
        guard Self.rehearsal.flatMap({ visit.request.headers[$0] }) == nil else { return }
        services.boards.sales.count(.view, of: visit.merchant)
    }
}
