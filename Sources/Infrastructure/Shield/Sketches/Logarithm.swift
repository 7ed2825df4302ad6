internal import Glibc

/// Logarithms, from the system's library of mathematics.
enum Logarithm {
    static func base2(_ value: Double) -> Double { log2(value) }
}
