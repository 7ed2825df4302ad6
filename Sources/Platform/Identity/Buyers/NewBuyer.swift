/// Somebody who signs up.
package struct NewBuyer: Sendable {
    /// What they will sign in with.
    package var email: String
    /// Their password.
    package var password: String
    /// Their name.
    package var name: String
    /// Their country by its two letters.
    package var country: String

    /// Describes somebody who signs up.
    package init(email: String, password: String, name: String, country: String) {
        self.email = email
        self.password = password
        self.name = name
        self.country = country
    }
}
