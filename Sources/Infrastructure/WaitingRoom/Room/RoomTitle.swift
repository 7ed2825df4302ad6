/// A room's name on pages.
package struct RoomTitle: Sendable, Hashable {
    /// In English.
    package var english: String
    /// In Simplified Chinese.
    package var chinese: String

    /// Joins both.
    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }
}
