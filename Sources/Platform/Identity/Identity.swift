package import Primitives
internal import Service
package import Store

/// Who there is, who asks, and what they may do: merchants, staff, sessions, keys, buyers.
///
/// Calls block the caller's thread, for a read of one row or a durable commit; signing in takes
/// about a tenth of a second of one processor.
package final class Identity: Sendable {
    /// The tenants.
    package let merchants: Merchants
    /// Who works for them.
    package let staff: Staff
    /// The sessions of staff.
    package let sessions: Sessions
    /// Keys for programs.
    package let apiKeys: APIKeys
    /// The tenants' customers.
    package let buyers: Buyers
    /// What signs and verifies buyers' tokens.
    package let buyerTokens: BuyerTokens
    /// Who changed what and when.
    package let audit: AuditLog
    /// What slows guessing.
    package let throttle: Throttle
    /// What slows sign-ups, those that succeed too.
    package let signUps: SignUpPace
    /// What it was opened with.
    package let options: IdentityOptions
    let context: IdentityContext

    /// Opens the tables in a store, creating what is missing.
    package init(
        _ configuration: StoreConfiguration, options: IdentityOptions = IdentityOptions(),
        clock: any WallClock = SystemClock(), secrets: any SecretSource = SystemSecrets()
    ) throws {
        let store = try Store(configuration, migrations: IdentitySchema.migrations)
        context = IdentityContext(
            store: store, clock: clock, secrets: secrets,
            hasher: PasswordHasher(options.scrypt, secrets), options: options)
        self.options = options
        merchants = Merchants(context)
        staff = Staff(context)
        sessions = Sessions(context)
        apiKeys = APIKeys(context)
        buyers = Buyers(context)
        audit = AuditLog(context)
        throttle = Throttle(options.throttle, clock: clock)
        signUps = SignUpPace(options.signUps, clock: clock)
        do { buyerTokens = try BuyerTokens(context) } catch {
            // The reason to give up counts more than a failure to close.
            _ = try? store.close()
            throw error
        }
    }

    /// Waits for the calls that are running and closes the file.
    package func close() throws(StoreError) { try context.store.close() }

    /// Who asks.
    ///
    /// - Parameters:
    ///   - bearer: what follows `Bearer ` in `Authorization`: an API key or a buyer's token.
    ///   - sessionCookie: the token of the session's cookie.
    ///   - csrf: what came beside the cookie, as a header or a form's field.
    ///   - isMutation: whether the request changes something: then a cookie alone is not enough,
    ///     as other sites' pages can make a browser send it.
    ///   - address: the client's address.
    /// - Throws: `Problem` 401 for a bearer that is not valid, 403 for a cookie without its CSRF
    ///   token. A cookie whose session ended is nobody's.
    package func authenticate(
        bearer: String?, sessionCookie: String?, csrf: String?, isMutation: Bool, address: String,
        now: Timestamp
    ) throws -> Principal {
        if let bearer {
            if bearer.hasPrefix(APIKeys.prefix) {
                guard let staff = try apiKeys.principal(bearer, now: now) else {
                    throw Problem.unauthorized
                }
                return .staff(staff)
            }
            guard let (merchant, buyer) = buyerTokens.verify(bearer, now: now) else {
                throw Problem.unauthorized
            }
            return .buyer(merchant, buyer)
        }
        guard let sessionCookie,
            let staff = try sessions.principal(sessionCookie, address: address, now: now)
        else { return .nobody }
        guard !isMutation || CSRFToken.isValid(csrf, for: sessionCookie) else {
            throw Problem(
                403, "csrf_token_missing",
                "The form is out of date: load the page again, then send it.")
        }
        return .staff(staff)
    }
}
