/// What is in a cart, and which version of it this is.
package struct Cart: Hashable, Sendable {
    /// The lines, in the order in which they were added.
    package var lines: [CartLine] = []
    /// Goes up by each change of the lines; never the same for two contents. 0 for a cart that
    /// nobody touched.
    package var version: Int64 = 0

    /// An empty cart that nobody touched.
    package init() {}

    init(lines: [CartLine], version: Int64) {
        self.lines = lines
        self.version = version
    }

    /// Units of all lines.
    package var units: Int { lines.reduce(0) { $0 + Int($1.quantity) } }
}
