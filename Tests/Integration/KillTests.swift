import Foundation
import Rehearsal
import Testing

extension Integration {
    /// SIGKILL at random moments under load: whatever was acknowledged is there afterwards.
    @Suite struct KillTests {
        @Test func `what was acknowledged outlives fifty kills`() throws {
            let folder = try RunFolder()
            let given = ProcessInfo.processInfo.environment["SPILLWAY_SEED"].flatMap { UInt64($0) }
            let seed = given ?? UInt64.random(in: 0..<(1 << 32))
            print("seed \(seed): SPILLWAY_SEED=\(seed) ./spillway test --filter KillTests")
            var options = RehearsalOptions(
                executable: try Executable().path, directory: folder.path)
            (options.kills, options.seconds, options.seed) = (50, 20, seed)
            let report = try Rehearsal(options).run()
            print(report.text)
            #expect(report.holds, "\(report.text)\n\(report.verdict)")
            #expect(report.kills == 50)
            #expect(report.userErrors == 0)
            #expect(report.unanswered > 0, "no kill came in the middle of anything")
            #expect(report.audit.acknowledgedOrders > 1000)
            for code in ["accepted", "paid", "paid_late", "refund_due", "sold_out", "cancelled"] {
                #expect(report.answers[code, default: 0] > 0, "no answer said \(code)")
            }
        }
    }
}
