internal import Crypto
internal import Primitives
internal import Service
internal import Store
internal import Synchronization

/// The sandbox provider's own books: payments, refunds, transactions and webhooks to send.
final class SandboxBooks: Sendable {
    let store: Store
    let clock: any WallClock
    let options = Mutex(SandboxOptions())
    let random: Mutex<SeededRandom>
    /// Part of every number that these books give, so that other books give others.
    let instance: String
    private let publicURL = Mutex("")
    /// Whether the next payment's money is taken twice.
    private let chargesTwice: Atomic<Bool>

    // Webhooks that are kept, whatever became of them.
    static let keptWebhooks: Int64 = 20_000
    /// How long a buyer may take, in milliseconds.
    static let openMilliseconds: Int64 = 86_400_000

    init(
        _ configuration: StoreConfiguration, clock: any WallClock, random: SeededRandom,
        chargesTwice: Bool = false
    ) throws(StoreError) {
        self.chargesTwice = Atomic(chargesTwice)
        store = try Store(configuration, migrations: SandboxSchema.migrations)
        self.clock = clock
        self.random = Mutex(random)
        let fresh = Self.unguessable(6)
        instance = try store.write { connection throws(StoreError) in
            try connection.execute(
                "INSERT INTO settings (name, value) VALUES ('instance', $1) ON CONFLICT DO NOTHING",
                [.text(fresh)])
            return try connection.first("SELECT value FROM settings WHERE name = 'instance'") {
                row throws(StoreError) in try row.text(0)
            } ?? fresh
        }
    }

    /// Where the pages are, once the listener knows its port.
    var address: String {
        get { publicURL.withLock { $0 } }
        set { publicURL.withLock { $0 = newValue } }
    }

    /// Whether the money of this payment is taken twice: once at most, and only by mistake.
    var isTakenTwice: Bool { chargesTwice.exchange(false, ordering: .relaxed) }

    /// So many random bytes, up to 32, as hexadecimal digits.
    static func unguessable(_ count: Int) -> String {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
            var text = ""
            for index in 0..<count {
                let byte = unsafe bytes[index]
                text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            return text
        }
    }

    /// Whether something that happens in `percent` of all cases happens now.
    func happens(_ percent: Int) -> Bool {
        percent > 0 && random.withLock { $0.happens(Double(percent) / 100) }
    }

    func payment(_ column: String, _ value: String) throws(StoreError) -> SandboxPayment? {
        try store.read { connection throws(StoreError) in
            try payment(column, .text(value), connection)
        }
    }

    func payment(_ column: String, _ value: SQLValue, _ connection: Connection) throws(StoreError)
        -> SandboxPayment?
    {
        try connection.first(
            "SELECT \(SandboxPayment.columns) FROM payments WHERE \(column) = $1", [value]
        ) { row throws(StoreError) in try SandboxPayment(row) }
    }

    func refund(_ column: String, _ value: SQLValue, _ connection: Connection) throws(StoreError)
        -> SandboxRefund?
    {
        try connection.first(
            "SELECT \(SandboxRefund.columns) WHERE refunds.\(column) = $1", [value]
        ) { row throws(StoreError) in try SandboxRefund(row) }
    }
}
