internal import Crypto
internal import Foundation
internal import Journal

/// The figures as they were behind a batch, in a file: a start counts on from there instead of
/// from the beginning of the day.
///
/// It is never the truth, which is the journal: one that is damaged, of another journal or of
/// another layout is passed over, and only makes the start longer.
struct FiguresSnapshot {
    /// The last batch that is counted.
    var position: UInt64
    /// Its hash.
    var hash: BatchHash
    /// The figures.
    var figures: SaleBoard.Pair

    private static let mark = "spillway-figures-1"
    /// Bytes of a file that is looked at.
    private static let maximumBytes = 256 << 20

    /// Writes it to `path` in the place of what is there; a failure leaves that as it was.
    func write(to path: String) {
        guard let body = try? JSONEncoder().encode(figures), body.count <= Self.maximumBytes else {
            return
        }
        let head = "\(Self.mark) \(position) \(hash) \(Self.digest(of: body))\n"
        try? (Data(head.utf8) + body).write(to: URL(filePath: path), options: .atomic)
    }

    /// Reads what is at `path`; nil where it is not whole, or was not taken of this journal.
    static func read(_ path: String, of journal: Journal) -> FiguresSnapshot? {
        let url = URL(filePath: path)
        guard let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize,
            size <= maximumBytes, let data = try? Data(contentsOf: url),
            let end = data.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let words = String(decoding: data[..<end], as: UTF8.self).split(separator: " ")
        let body = data[(end + 1)...]
        guard words.count == 4, words[0] == mark, let position = UInt64(words[1]),
            words[3] == digest(of: body), position > 0, position <= journal.tail.position,
            let hash = try? journal.readBatch(at: position).hash, "\(hash)" == words[2],
            let figures = try? JSONDecoder().decode(SaleBoard.Pair.self, from: body),
            figures.real.isSound, figures.rehearsal.isSound
        else { return nil }
        return FiguresSnapshot(position: position, hash: hash, figures: figures)
    }

    private static func digest(of body: some DataProtocol) -> String {
        SHA256.hash(data: body).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
