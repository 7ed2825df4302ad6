import Foundation
import Journal
import Primitives
import Testing

/// A bit flipped anywhere in the file: the journal reads as it was, or says that it is damaged.
@Suite struct DamageTests {
    private static let batches = 40

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func aFlippedBitIsFoundOrHarmless(seed: UInt64) throws {
        let file = try TemporaryJournal()
        let original = try file.open { $0.pageBytes = 512 }
        let epoch = try original.lead()
        for number in 1...Self.batches {
            try original.append(
                payload(number) + [UInt8](repeating: 1, count: number * 20), epoch: epoch)
        }
        let tail = original.tail
        try original.close()
        let url = URL(fileURLWithPath: file.path)
        let bytes = [UInt8](try Data(contentsOf: url))
        var random = SeededRandom(seed: seed)
        var found = 0
        for _ in 0..<100 {
            var damaged = bytes
            let offset = Int.random(in: 0..<bytes.count, using: &random)
            let bit = UInt8.random(in: 0..<8, using: &random)
            damaged[offset] ^= 1 << bit
            try Data(damaged).write(to: url)
            do throws(JournalError) {
                let journal = try file.open()
                defer { try? journal.close() }
                let last = try journal.verify()
                try journal.checkStructure()
                #expect(last == tail, "seed \(seed): bit \(bit) of byte \(offset) went unnoticed")
            } catch {
                found += 1
            }
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: file.path + suffix)
            }
        }
        #expect(found > 50)
    }
}
