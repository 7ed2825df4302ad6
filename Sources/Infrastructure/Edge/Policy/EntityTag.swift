/// Entity tags (RFC 9110 §8.8.3).
enum EntityTag {
    /// Whether a tag is weak. `w/` is not the sign of a weak one, and a tag without quotes is none.
    static func isWeak(_ tag: ArraySlice<UInt8>) -> Bool {
        tag.starts(with: [0x57, 0x2F])
    }

    /// The same representation, or one that does as well (RFC 9110 §8.8.3.2).
    static func weaklyMatch(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        opaque(one).elementsEqual(opaque(other))
    }

    /// The same bytes.
    static func stronglyMatch(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        !isWeak(one) && !isWeak(other) && one.elementsEqual(other)
    }

    /// Whether one of the tags of an `If-None-Match` is this one, or it is `*`.
    static func isMatched(_ fields: Fields, _ tag: ArraySlice<UInt8>?) -> Bool {
        fields.members(.ifNoneMatch).contains { candidate in
            if candidate.elementsEqual([0x2A]) { return true }
            return tag.map { weaklyMatch(candidate, $0) } ?? false
        }
    }

    private static func opaque(_ tag: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        isWeak(tag) ? tag.dropFirst(2) : tag
    }
}
