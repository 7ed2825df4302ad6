package import Journal
internal import OrderCore
internal import OrderRecords
internal import Orders
package import Primitives

/// A past sale as frames, four for each second of watching: an iterator that folds the journal as
/// far as each frame shows.
///
/// The journal is folded from its beginning, so that stock is right at any moment; figures count
/// from `from` on. Belongs to one thread at a time.
package final class SaleReplay: IteratorProtocol {
    private let journal: Journal
    private let fold: BoardFold
    private let merchant: MerchantID?
    private let until: Timestamp
    private let step: Int64
    private let stock = StockBoard()
    private var figures: SaleBoard.Pair
    private var now: Timestamp
    private var position: UInt64 = 0
    private var previous: BatchHash?
    private var isOver = false
    private var hasFailed = false

    /// Milliseconds of watching between two frames.
    package static let frameMilliseconds: Int64 = 250

    /// Replays from `from` up to `until`, `speed` times as fast as it was; of one merchant or all.
    package init(
        _ journal: Journal, for merchant: MerchantID?, from: Timestamp, until: Timestamp,
        speed: Int = 1, countries: @escaping BoardsOptions.Countries = { _ in [] }
    ) {
        precondition(speed > 0 && speed <= 10_000)
        self.journal = journal
        self.merchant = merchant
        self.until = until
        step = Self.frameMilliseconds * Int64(speed)
        now = from
        fold = BoardFold(book: nil, opening: nil, maximumOrders: 0, countries: countries)
        let state = SaleState(dayStart: from.rawValue)
        figures = SaleBoard.Pair(real: state, rehearsal: state)
    }

    /// The next frame, of which the last is that of the end; nil after it, or where the journal is
    /// damaged.
    package func next() -> ScreenFrame? {
        guard now <= until, !isOver, !hasFailed else { return nil }
        foldUp(to: now)
        stock.publish(&fold.stock, position: position)
        var frame = ScreenFrame(figures.real, merchant: merchant, at: now)
        frame.position = position
        frame.burn(stock, rehearsal: false)
        isOver = now == until
        now = min(until, now.adding(milliseconds: step))
        return frame
    }

    /// Folds every batch that begins up to `time`; a batch lasts a few milliseconds.
    private func foldUp(to time: Timestamp) {
        fold.countries.begin(nanoseconds: UInt64(max(0, time.rawValue)) * 1_000_000)
        var next: UInt64?
        do {
            let tail = try unsafe journal.fold(from: position + 1, previous: previous) {
                [self] position, payload in
                let span = unsafe payload.bytes
                guard let base = try? RecordCursor(span).prelude.base_time, base <= time.rawValue
                else {
                    next = position
                    return false
                }
                do throws(BoardsError) {
                    try fold.fold(span, position: position, into: &figures)
                } catch {
                    hasFailed = true
                }
                return !hasFailed
            }
            if next == nil {
                if tail.position > position { (position, previous) = (tail.position, tail.hash) }
            } else if let next, next > position + 1 {
                // The batch that was read too far is read again for a later frame.
                position = next - 1
                previous = nil
            }
        } catch {
            hasFailed = true
        }
    }
}
