internal import Primitives

/// Names a member of a merchant's staff.
package struct StaffID: Identifier {
    /// The number, positive.
    package var rawValue: Int64
    /// Wraps a number.
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names a session of a member of staff; says nothing about its secret.
package struct SessionID: Identifier {
    /// The number, positive.
    package var rawValue: Int64
    /// Wraps a number.
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names an API key; says nothing about its secret.
package struct APIKeyID: Identifier {
    /// The number, positive.
    package var rawValue: Int64
    /// Wraps a number.
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names an address of a buyer.
package struct AddressID: Identifier {
    /// The number, positive.
    package var rawValue: Int64
    /// Wraps a number.
    package init(rawValue: Int64) { self.rawValue = rawValue }
}
