import Testing

/// Whole programs that visit a center: browsers, and Schemathesis. They go one after the other, but
/// beside ``Integration``, as they wait more than they work.
@Suite(.serialized) struct Visitors {}
