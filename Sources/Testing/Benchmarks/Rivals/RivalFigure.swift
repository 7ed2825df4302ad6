/// What a rival reached, and how to repeat it.
package struct RivalFigure: Sendable {
    /// Names it across runs, such as `redis.always`.
    package var id: String
    /// Says who it is, for people.
    package var name: String
    /// Accepted and durable reservations a second.
    package var reservationsPerSecond: Double
    /// Reservations that were accepted, counted in the rival's own tables.
    package var accepted: Int
    /// Requests that were answered with a refusal.
    package var refused: Int
    /// The settings that matter, in words.
    package var settings: String
    /// The commands that were run, with `$DIR` for the rival's folder.
    package var commands: [String]
    /// What else a reader must know.
    package var note: String?

    /// Describes what a rival reached.
    package init(
        id: String, name: String, reservationsPerSecond: Double, accepted: Int, refused: Int,
        settings: String, commands: [String], note: String? = nil
    ) {
        self.id = id
        self.name = name
        self.reservationsPerSecond = reservationsPerSecond
        self.accepted = accepted
        self.refused = refused
        self.settings = settings
        self.commands = commands
        self.note = note
    }
}
