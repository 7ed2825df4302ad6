// The bytes of a file are an array; these are the ways in which a disk changes it.

extension [UInt8] {
    /// Cuts the array, or grows it by zeros.
    mutating func resize(to size: Int) {
        if size < count {
            removeSubrange(size...)
        } else if size > count {
            append(contentsOf: repeatElement(0, count: size - count))
        }
    }

    /// Puts `source` at `offset`, growing the array where it ends before.
    mutating func overwrite(at offset: Int, with source: UnsafeRawBufferPointer) {
        if offset > count { resize(to: offset) }
        let inside = Swift.min(count - offset, source.count)
        unsafe withUnsafeMutableBytes { target in
            let place = unsafe UnsafeMutableRawBufferPointer(
                rebasing: target[offset..<(offset + inside)])
            unsafe place.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<inside]))
        }
        if inside < source.count {
            unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: source[inside...]))
        }
    }

    /// Makes a pending change of a file in this image of it.
    mutating func apply(_ change: StoredFile.Change) {
        switch change {
        case .write(let offset, let bytes):
            unsafe bytes.withUnsafeBytes { unsafe overwrite(at: offset, with: $0) }
        case .resize(let size):
            resize(to: size)
        }
    }
}
