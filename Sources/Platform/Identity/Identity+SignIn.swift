package import Primitives
package import Service
internal import Store

extension Identity {
    /// Signs a member of staff in.
    ///
    /// - Throws: `Problem` 401 for a wrong password, an unknown address and a disabled account
    ///   alike, 429 after too many of them.
    package func signIn(email: String, password: String, address: String) throws -> SignedIn {
        let email = try Self.bounded(email, password)
        let account = ThrottledAccount.staff(email: email).key
        try throttle.admit(account: account, address: address)
        let found = try context.store.read { connection throws(StoreError) in
            guard let member = try StaffTable.find(connection, email: email) else {
                return (StaffMember, String?)?.none
            }
            return (member, try StaffTable.password(connection, member.id))
        }
        let hash = found?.1.flatMap { PasswordHash($0) }
        guard try context.hasher.verify(password, against: hash), let (member, _) = found,
            !member.isDisabled
        else { throw Self.wrongCredentials }
        throttle.forgive(account: account, address: address)
        return try sessions.begin(member, address: address)
    }

    /// Makes a buyer's account and signs them in.
    ///
    /// - Parameter key: the caller's name for this attempt; the same one again within a day, with
    ///   the same fields, signs in to the account that it made.
    /// - Throws: `Problem` 409 where there is an account of this e-mail address, or the key came
    ///   with other fields; 429 after too many attempts.
    package func signUp(
        _ new: NewBuyer, in merchant: MerchantID, key: String? = nil, address: String
    ) throws -> SignedInBuyer {
        try throttle.admit(account: nil, address: address)
        do { try signUps.admit(address: address) } catch {
            throttle.forgive(account: nil, address: address)
            throw error
        }
        let buyer = try buyers.make(new, in: merchant, key: key)
        throttle.forgive(account: nil, address: address)
        return signedIn(buyer)
    }

    /// Signs a buyer in.
    ///
    /// - Throws: `Problem` 401 for a wrong password and an unknown address alike, 429 after too
    ///   many of them.
    package func signInBuyer(
        email: String, password: String, in merchant: MerchantID, address: String
    ) throws -> SignedInBuyer {
        let email = try Self.bounded(email, password)
        let account = ThrottledAccount.buyer(merchant, email: email).key
        try throttle.admit(account: account, address: address)
        guard let buyer = try buyers.verify(email: email, password: password, in: merchant) else {
            throw Self.wrongCredentials
        }
        throttle.forgive(account: account, address: address)
        return signedIn(buyer)
    }

    /// Changes one's own password and ends one's other sessions; `Problem` 422 when the current
    /// one is wrong, 429 after too many guesses.
    package func changePassword(
        of own: StaffPrincipal, from current: String, to new: String, address: String
    ) throws {
        try throttled(.staffPassword(own.staff), address) {
            try staff.changePassword(of: own, from: current, to: new)
        }
    }

    /// Changes a buyer's own password; `Problem` 422 when the current one is wrong, 429 after too
    /// many guesses.
    package func changeBuyerPassword(
        of buyer: BuyerID, in merchant: MerchantID, from current: String, to new: String,
        address: String
    ) throws {
        try throttled(.buyerPassword(buyer), address) {
            try buyers.changePassword(of: buyer, in: merchant, from: current, to: new)
        }
    }

    /// What an account, or just whoever is at an address, may still try.
    package func limits(of account: ThrottledAccount?, address: String) -> [RateLimit] {
        throttle.remaining(account: account?.key, address: address)
    }

    /// What whoever is at an address may still try to sign up.
    package func limitsOfSignUp(address: String) -> [RateLimit] {
        signUps.remaining(address: address) + throttle.remaining(account: nil, address: address)
    }

    private func throttled(
        _ account: ThrottledAccount, _ address: String, _ attempt: () throws -> Void
    ) throws {
        try throttle.admit(account: account.key, address: address)
        try attempt()
        throttle.forgive(account: account.key, address: address)
    }

    private func signedIn(_ buyer: Buyer) -> SignedInBuyer {
        let (token, expires) = buyerTokens.sign(buyer.merchant, buyer.id)
        return SignedInBuyer(buyer: buyer, token: token, expires: expires)
    }

    private static let wrongCredentials = Problem(
        401, "wrong_credentials", "The e-mail address or the password is wrong.")

    /// The address in small letters; nothing is hashed or remembered that is out of all bounds.
    private static func bounded(_ email: String, _ password: String) throws(Problem) -> String {
        guard email.utf8.count <= 254, password.utf8.count <= 4 * FieldRule.password.maximum else {
            throw wrongCredentials
        }
        return email.lowercased()
    }
}
