internal import Synchronization

/// Reports of views that were counted, of which each edge's last one is remembered: one that comes
/// again, as its answer was lost, counts once. They are as short-lived as what they count.
final class ViewReports: Sendable {
    private struct Place {
        var incarnation: UInt64
        var number: UInt64
    }

    /// At most one of each number that an edge may have.
    private let last = Mutex<[UInt16: Place]>([:])

    /// Whether it is new; it is known from now on.
    ///
    /// - Parameters:
    ///   - incarnation: names a start of the edge.
    ///   - number: grows with each report of that start.
    func take(edge: UInt16, incarnation: UInt64, number: UInt64) -> Bool {
        last.withLock { last in
            if let known = last[edge], known.incarnation == incarnation, number <= known.number {
                return false
            }
            last[edge] = Place(incarnation: incarnation, number: number)
            return true
        }
    }
}
