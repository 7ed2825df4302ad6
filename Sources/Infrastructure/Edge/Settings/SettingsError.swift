/// A setting that cannot be used, and where it stands.
package struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Such as `edge.json line 3`, `SPILLWAY_EDGE_PORT` or `--port`.
    package var place: String
    /// What is wrong and what is wanted.
    package var message: String

    /// Both.
    package var description: String { "\(place): \(message)" }
}
