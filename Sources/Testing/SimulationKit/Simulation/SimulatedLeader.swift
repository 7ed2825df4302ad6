internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

/// A leader of the simulated cell with what the model says of it.
final class SimulatedLeader {
    /// A batch on its way to the disk.
    struct Sealed {
        /// The model after it.
        var model: ReferenceModel
        /// The core's digest after it.
        var digest: UInt64
        /// Whether it holds anything that must be written.
        var hasRecords: Bool
        /// Whether it is durable.
        var isCommitted = false
        /// Whether another had taken over when it was to be written.
        var isStale = false
        /// The decisions in it.
        var decisions: [Answer]
    }

    let journal: Journal
    let steps: CellSteps
    /// The model after everything that was decided, durable or not.
    var model: ReferenceModel
    var sealed: Sealed?
    /// The decisions in the batch being filled.
    var decisions: [Answer] = []
    /// Whether another has taken over.
    var isFenced = false
    /// Whether the journal has told it so.
    var knowsItIsFenced = false
    /// Set after a failed commit, until the core is built anew.
    var mustRecover = false
    /// When the core looks at deadlines again.
    var nextTick: Int64 = 0
    private(set) var sinks: [SimulatedClient] = []
    private var numbers: [UInt32] = []
    /// The last token that each client got an answer to.
    var lastTokens: [UInt64?]

    init(journal: Journal, steps: CellSteps, model: ReferenceModel, clients: Int) {
        self.journal = journal
        self.steps = steps
        self.model = model
        lastTokens = Array(repeating: nil, count: clients)
        for _ in 0..<clients {
            let sink = SimulatedClient()
            sinks.append(sink)
            numbers.append(steps.addClient(sink))
        }
    }

    var epoch: UInt64 { steps.epoch }

    var digest: UInt64 { steps.withCore { $0.digest } }

    /// Takes commands of one client in.
    func submit(_ commands: CommandBuffer, client: Int) -> Answer.Outcome? {
        steps.submit(commands, client: numbers[client])
    }

    /// The client's number at this leader.
    func number(_ client: Int) -> UInt32 { numbers[client] }
}
