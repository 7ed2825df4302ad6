package import Service

/// What a merchant sets for the whole store.
package struct StoreSettings: Hashable, Sendable {
    /// Part of the address, one for each store of the platform.
    package var handle: String
    /// The name.
    package var name: String
    /// An `https` URL, or a path on this server.
    package var logo: String?
    /// The colours.
    package var theme: Theme
    /// The language for those whose browser asks for none that there is.
    package var language: Language

    /// Describes a store.
    package init(
        handle: String, name: String, logo: String? = nil, theme: Theme = Theme(),
        language: Language = .english
    ) {
        self.handle = handle
        self.name = name
        self.logo = logo
        self.theme = theme
        self.language = language
    }
}
