/// Which node serves a client, and for which network around it the same is true.
package struct Choice: Hashable, Sendable {
    /// The number of the pool.
    package var pool: Int
    /// The number of the node; nil where none serves.
    package var node: Int?
    /// The length of the network around the client that gets this answer.
    package var scope: Int
}
