internal import Primitives

/// Orders and payments of the last two minutes, four cells to a second.
struct RateRing: Sendable, Codable {
    /// Milliseconds of a cell.
    static let cellMilliseconds: Int64 = 250
    static let count = 480

    private var orders = [UInt32](repeating: 0, count: count)
    private var payments = [UInt32](repeating: 0, count: count)
    /// The number of the newest cell, counted from 1970.
    private var newest: Int64 = .min / 2

    /// Whether its cells are as many as they must be; asked where it was read from a file.
    var isSound: Bool { orders.count == Self.count && payments.count == Self.count }

    /// Counts an order.
    mutating func countOrder(_ milliseconds: Int64) {
        guard let index = index(milliseconds) else { return }
        orders[index] &+= 1
    }

    /// Counts a payment.
    mutating func countPayment(_ milliseconds: Int64) {
        guard let index = index(milliseconds) else { return }
        payments[index] &+= 1
    }

    /// Orders and payments in the second before the cell of `now` began.
    func lastSecond(_ now: Timestamp) -> (orders: Int, payments: Int) {
        let cell = now.rawValue / Self.cellMilliseconds
        var sum = (orders: 0, payments: 0)
        for number in (cell - 4)..<cell {
            guard let index = indexIfThere(number) else { continue }
            sum.orders += Int(orders[index])
            sum.payments += Int(payments[index])
        }
        return sum
    }

    /// Orders of the last `seconds` seconds before `now`, one number a second, the oldest first.
    func ordersBySecond(_ now: Timestamp, seconds: Int) -> [Int] {
        let end = now.rawValue / 1000 * 4
        return (0..<Int64(seconds)).map { second in
            let first = end - (Int64(seconds) - second) * 4
            return (first..<first + 4).reduce(0) { sum, number in
                sum + (indexIfThere(number).map { Int(orders[$0]) } ?? 0)
            }
        }
    }

    private func indexIfThere(_ number: Int64) -> Int? {
        guard number <= newest, number > newest - Int64(Self.count), number >= 0 else { return nil }
        return Int(number % Int64(Self.count))
    }

    private mutating func index(_ milliseconds: Int64) -> Int? {
        let number = milliseconds / Self.cellMilliseconds
        if number > newest {
            let gap = min(number - max(newest, 0), Int64(Self.count))
            for cleared in (number - gap + 1)...number where cleared >= 0 {
                let index = Int(cleared % Int64(Self.count))
                orders[index] = 0
                payments[index] = 0
            }
            newest = number
        }
        return indexIfThere(number)
    }
}
