package import OpenPlatform

/// Where in the journal somebody is who reads events: behind some records of a batch.
package struct EventID: Hashable, Sendable, CustomStringConvertible {
    /// The batch's position; 0 for before the first.
    package var batch: UInt64
    /// Records of it that are behind.
    package var count: UInt32

    /// Describes a place.
    package init(batch: UInt64, count: UInt32) {
        self.batch = batch
        self.count = count
    }

    /// Reads what `description` writes.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let batch = UInt64(parts[0]), let count = UInt32(parts[1]),
            batch < 1_000_000_000_000_000, count < 1_000_000_000, "\(batch).\(count)" == text
        else { return nil }
        self.init(batch: batch, count: count)
    }

    /// As it is in a stream, such as `118.3`.
    package var description: String { "\(batch).\(count)" }

    /// What a text must be to be one.
    package static let form = TextForm(
        pattern: #"^(0|[1-9][0-9]{0,14})\.(0|[1-9][0-9]{0,8})$"#,
        wanted: "the id of an event, such as 118.3"
    ) { EventID($0) != nil }
}
