/// The orders that may still move, by number, in pages; bounded by dropping the oldest pages,
/// which only a fold with an order book may do.
final class OrderMemory {
    /// An order's number is its sequence number above so many bits for its slot in the core.
    static let slotBits: UInt64 = 28

    private var pages: [UInt64: OrderPage] = [:]
    private var recent: (number: UInt64, page: OrderPage)?
    private var oldest: UInt64 = .max
    /// Pages that are kept at most; nil for no bound.
    let maximumPages: Int?

    init(maximumOrders: Int?) {
        maximumPages = maximumOrders.map { max(2, $0 / OrderPage.size) }
    }

    /// Pages in memory.
    var pageCount: Int { pages.count }

    static func index(of order: UInt64) -> Int {
        Int(order >> slotBits & UInt64(OrderPage.size - 1))
    }

    /// The page that the order is in, if it is here.
    func page(of order: UInt64) -> OrderPage? {
        let number = order >> (Self.slotBits + OrderPage.bits)
        if let recent, recent.number == number { return recent.page }
        guard let page = pages[number] else { return nil }
        recent = (number, page)
        return page
    }

    /// The page that the order belongs to, made if there is none.
    func makePage(of order: UInt64) -> OrderPage {
        if let page = page(of: order) { return page }
        let number = order >> (Self.slotBits + OrderPage.bits)
        let page = OrderPage()
        pages[number] = page
        oldest = min(oldest, number)
        recent = (number, page)
        dropBeyondBound(keeping: number)
        return page
    }

    /// Forgets an order; its page goes with its last order once no further one can come to it.
    func forget(_ order: UInt64) {
        guard let page = page(of: order) else { return }
        let index = Self.index(of: order)
        guard page.entries[index].isThere else { return }
        page.entries[index] = OrderEntry()
        page.live -= 1
        let number = order >> (Self.slotBits + OrderPage.bits)
        guard page.live == 0, pages[number + 1] != nil else { return }
        remove(number)
    }

    private func dropBeyondBound(keeping number: UInt64) {
        guard let maximumPages, pages.count > maximumPages else { return }
        while pages.count > maximumPages {
            if pages[oldest] == nil || oldest == number {
                guard let next = pages.keys.filter({ $0 != number }).min() else { return }
                oldest = next
            }
            remove(oldest)
        }
    }

    private func remove(_ number: UInt64) {
        pages[number] = nil
        if recent?.number == number { recent = nil }
        if oldest == number { oldest += 1 }
    }
}
