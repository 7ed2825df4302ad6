/// What is wrong in the settings, and where.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it stands: `steering.json:12`, the name of a variable of the environment, or a flag.
    package var place: String
    /// What is wanted there.
    package var message: String

    /// Describes an error.
    package init(_ place: String, _ message: String) {
        self.place = place
        self.message = message
    }

    /// Place and message.
    package var description: String { "\(place): \(message)" }
}
