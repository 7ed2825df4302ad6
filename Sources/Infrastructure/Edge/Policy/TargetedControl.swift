internal import RawStructuredFieldValues

/// `CDN-Cache-Control`: a dictionary of structured fields (RFC 9213 §2.1).
enum TargetedControl {
    /// What it says; nil where it is empty, is no dictionary, or a directive has the wrong type, as
    /// then it counts as absent.
    static func read(_ value: [UInt8]) -> ResponseDirectives? {
        var parser = StructuredFieldValueParser(value)
        guard let members = try? parser.parseDictionaryFieldValue(), members.count > 0 else {
            return nil
        }
        var directives = ResponseDirectives()
        directives.flags.insert(.isTargeted)
        for (name, member) in members {
            guard case .item(let item) = member else { continue }
            switch name {
            case "max-age", "s-maxage", "stale-while-revalidate", "stale-if-error":
                guard case .integer(let seconds) = item.rfc9651BareItem else { return nil }
                let bounded = max(0, min(seconds, ResponseDirectives.maximumSeconds))
                switch name {
                case "max-age": directives.maxAge = bounded
                case "s-maxage": directives.sharedMaxAge = bounded
                case "stale-while-revalidate": directives.staleWhileRevalidate = bounded
                default: directives.staleIfError = bounded
                }
            default:
                guard let flag = flags[name] else { continue }
                switch item.rfc9651BareItem {
                case .bool(let isSet): if isSet { directives.flags.insert(flag) }
                case .string(let list) where flag == .noCache || flag == .isPrivate:
                    // Only these fields are meant (RFC 9111 §5.2.2.4, §5.2.2.7).
                    let names = FieldList.names(Array(list.utf8)[...])
                    if names.isEmpty { directives.flags.insert(flag) }
                    directives.unstoredFields += names
                default: return nil
                }
            }
        }
        return directives
    }

    private static let flags: [String: ResponseDirectives.Flags] = [
        "no-store": .noStore, "no-cache": .noCache, "private": .isPrivate, "public": .isPublic,
        "must-revalidate": .mustRevalidate, "proxy-revalidate": .proxyRevalidate,
        "must-understand": .mustUnderstand, "immutable": .immutable,
    ]
}
