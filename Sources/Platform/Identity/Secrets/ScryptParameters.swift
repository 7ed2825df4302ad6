/// How much work a guess at a password costs (RFC 7914 §2).
package struct ScryptParameters: Hashable, Sendable {
    /// The binary logarithm of N, the cost in time and memory.
    package let costLog2: Int
    /// r: the block size; memory is 128 · N · r bytes.
    package let blockSize: Int
    /// p: how often the work is done.
    package let parallelism: Int

    /// 32 MiB and about a tenth of a second for each guess.
    package static let standard = ScryptParameters(known: 15, 8, 1)
    /// Next to no work: for tests that are about something else.
    package static let weak = ScryptParameters(known: 4, 8, 1)

    /// Takes parameters that need at most 256 MiB; nil for others.
    package init?(costLog2: Int, blockSize: Int, parallelism: Int) {
        guard (1...20).contains(costLog2), (1...32).contains(blockSize),
            (1...4).contains(parallelism), 128 * blockSize << costLog2 <= 256 << 20
        else { return nil }
        self.init(known: costLog2, blockSize, parallelism)
    }

    private init(known costLog2: Int, _ blockSize: Int, _ parallelism: Int) {
        self.costLog2 = costLog2
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}
