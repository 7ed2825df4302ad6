internal import OrderCore
internal import Primitives

/// Messages from clients on their way: delayed, out of order, doubled and lost.
struct SimulatedNetwork {
    /// A command on its way.
    struct Message {
        var command: Command
        var client: Int
    }

    private(set) var messages: [Message] = []
    /// Messages beyond this are not sent: clients wait.
    private static let limit = 64

    var isFull: Bool { messages.count >= Self.limit }

    mutating func send(_ command: Command, client: Int) {
        messages.append(Message(command: command, client: client))
    }

    /// Takes up to `count` messages of one client out, in any order of sending.
    mutating func take(_ count: Int, _ random: inout SeededRandom) -> [Message] {
        var taken: [Message] = []
        while taken.count < count, !messages.isEmpty {
            let index = Int(random.next() % UInt64(messages.count))
            guard taken.isEmpty || messages[index].client == taken[0].client else { break }
            taken.append(messages.remove(at: index))
        }
        return taken
    }
}
