/// The form of a file that says where addresses are.
package enum SourceForm: String, Sendable, CaseIterable {
    /// ip2region xdb.
    case xdb
    /// MaxMind DB.
    case mmdb
    /// Comma-separated values.
    case csv
    /// A library that was compiled here.
    case library
}
