internal import Boards
internal import Primitives

extension ScreenFrame {
    /// The same screen without figures, other than the answers': what stands there until the first
    /// frame of a replay comes.
    func blank(at moment: Timestamp) -> ScreenFrame {
        var frame = self
        frame.at = moment
        (frame.money, frame.orders, frame.units, frame.paid) = ([], 0, 0, 0)
        (frame.ordersPerSecond, frame.paymentsPerSecond) = (0, 0)
        (frame.latency.p50, frame.latency.p99, frame.latency.p999) = (0, 0, 0)
        (frame.topByMoney, frame.countries, frame.sales) = ([], [], [])
        frame.funnel = []
        return frame
    }
}
