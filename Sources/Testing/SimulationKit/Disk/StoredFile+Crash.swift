extension StoredFile {
    /// What a crash leaves of the file: each pending change is kept, lost or torn on its own.
    func survivingImage(_ fate: inout CrashFate, _ statistics: inout DiskStatistics) -> [UInt8] {
        var image = durable
        for change in pending {
            let outcome = fate.drawOutcome()
            if outcome == .torn, case .write(let offset, let bytes) = change {
                tear(bytes, at: offset, in: &image, &fate, &statistics)
            } else if outcome == .lost {
                statistics.lostChanges += 1
                if case .write(let offset, let bytes) = change {
                    grow(&image, to: offset + bytes.count, &fate)
                }
            } else {
                statistics.keptChanges += 1
                image.apply(change)
            }
        }
        return image
    }

    /// The new size of a file may reach the disk although the data does not.
    private func grow(_ image: inout [UInt8], to end: Int, _ fate: inout CrashFate) {
        if end > image.count, fate.bits.coin() { image.resize(to: end) }
    }

    private func tear(
        _ bytes: [UInt8], at offset: Int, in image: inout [UInt8], _ fate: inout CrashFate,
        _ statistics: inout DiskStatistics
    ) {
        let pieces = Sector.pieces(of: offset..<(offset + bytes.count))
        guard !pieces.isEmpty else { return }
        grow(&image, to: offset + bytes.count, &fate)
        // Either the disk wrote from the front until it stopped, or in an order of its own.
        let inOrder = fate.bits.coin()
        let stop = fate.bits.below(pieces.count + 1)
        var kept = 0
        for (index, piece) in pieces.enumerated() where inOrder ? index < stop : fate.bits.coin() {
            kept += 1
            let part = bytes[(piece.lowerBound - offset)..<(piece.upperBound - offset)]
            unsafe part.withUnsafeBytes { unsafe image.overwrite(at: piece.lowerBound, with: $0) }
        }
        switch kept {
        case 0: statistics.lostChanges += 1
        case pieces.count: statistics.keptChanges += 1
        default: statistics.tornWrites += 1
        }
        if inOrder, stop < pieces.count, fate.bits.below(4) == 0 {
            spoil(pieces[stop], in: &image, &fate)
            statistics.spoiledSectors += 1
        }
    }

    /// The sector that was being written when the power went holds anything.
    private func spoil(_ piece: Range<Int>, in image: inout [UInt8], _ fate: inout CrashFate) {
        let range = fate.powersafeOverwrite ? piece : Sector.around(piece)
        if image.count < piece.upperBound { image.resize(to: piece.upperBound) }
        for index in range.clamped(to: 0..<image.count) {
            image[index] = UInt8(truncatingIfNeeded: fate.bits.next())
        }
    }
}
