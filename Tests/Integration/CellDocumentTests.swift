import Foundation
import OrderCore
import Rehearsal
import Testing

extension Integration {
    /// What docs/cell.md says, tried on a real cell.
    @Suite struct CellDocumentTests {
        private static let expected = [
            "done", "done", "done", "done", "accepted", "paid", "refunded", "restocked",
            "order_paid", "cancelled",
        ]

        @Test func `every example works`() throws {
            let folder = try RunFolder()
            let session = try Session(folder, executable: Executable())
            var order = ""
            var codes: [String?] = []
            for example in try examples() {
                let reply = try session.ask(example.replacing("ORDER", with: order))
                if reply.code == "accepted" { order = "\(reply.order ?? 0)" }
                codes.append(reply.code)
            }
            #expect(codes == Self.expected)
        }

        @Test func `every answer is listed`() throws {
            let text = try document()
            for code in DecisionCode.allCases {
                #expect(text.contains("`\(code.text)`"), "docs/cell.md does not say \(code.text)")
            }
        }

        /// The lines in the fences; one that begins with a space goes on from the one before.
        private func examples() throws -> [String] {
            var found: [String] = []
            for (number, block) in try document().components(separatedBy: "```").enumerated()
            where number % 2 == 1 {
                for line in block.split(separator: "\n").dropFirst() {
                    if line.hasPrefix(" "), let last = found.popLast() {
                        found.append(last + line.drop { $0 == " " })
                    } else {
                        found.append(String(line))
                    }
                }
            }
            return found
        }

        private func document() throws -> String {
            try Sources.text("docs/cell.md")
        }
    }
}
