internal import Foundation
internal import Store

/// The sample's file, unpacked by `/usr/bin/xz` piece by piece.
struct RetailFile {
    static let unpacker = "/usr/bin/xz"
    private static let pieceBytes = 1 << 20

    var path: String

    /// Bytes of the unpacked file, for a progress bar; nil when it cannot be told.
    func unpackedBytes() -> Int? {
        var output: [UInt8] = []
        guard (try? run(["--robot", "--list", path], { output += $0 })) != nil else { return nil }
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        let totals = lines.first { $0.hasPrefix("totals") }?.split(separator: "\t") ?? []
        return totals.count > 4 ? Int(totals[4]) : nil
    }

    /// Gives the unpacked bytes to `body` in pieces.
    func forEachPiece(_ body: (Data) throws -> Void) throws {
        try run(["-dc", path], body)
    }

    private func run(_ arguments: [String], _ body: (Data) throws -> Void) throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: Self.unpacker)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        do {
            while let piece = try output.fileHandleForReading.read(upToCount: Self.pieceBytes),
                !piece.isEmpty
            {
                try body(piece)
            }
        } catch {
            process.terminate()
            process.waitUntilExit()
            throw error
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw StoreError(.ioError, "\(Self.unpacker) cannot unpack \(path)")
        }
    }
}
