internal import ArgumentParser
internal import Foundation
internal import Primitives
internal import Rehearsal

/// A rehearsal on a deployment that runs already.
extension RehearseSaleCommand {
    /// Where the key is looked for when no option says.
    static let tokenVariable = "SPILLWAY_TOKEN"
    private static let tokenBytes = 4096

    func validateAgainst() throws {
        guard let against else {
            guard token == nil, tokenFile == nil, authority == nil, sale == "everyday" else {
                throw ValidationError(
                    "--token, --token-file, --authority and --sale go with --against")
            }
            return
        }
        guard against.hasPrefix("http://") || against.hasPrefix("https://") else {
            throw ValidationError("--against wants an address such as https://shop.example")
        }
        guard token == nil || tokenFile == nil else {
            throw ValidationError("--token or --token-file, not both")
        }
        guard faults == "default" || faults == "none" else {
            throw ValidationError(
                "--faults: a running deployment is not broken on purpose; rehearse without "
                    + "--against for that")
        }
        guard sale == "everyday" || UInt32(sale) ?? 0 > 0 else {
            throw ValidationError("--sale is everyday, or the number of an open sale")
        }
    }

    /// The key: of the option, of the file, or of the environment, which forgets it.
    private func key() throws -> String {
        if let token { return token }
        if let tokenFile {
            guard let data = FileManager.default.contents(atPath: tokenFile),
                data.count <= Self.tokenBytes
            else { throw Failed(.data, "the file \(tokenFile) cannot be read as a key") }
            return String(decoding: data, as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard let text = ProcessInfo.processInfo.environment[Self.tokenVariable], !text.isEmpty
        else {
            throw Failed(
                .data,
                "--against wants an API key: --token-file FILE, \(Self.tokenVariable), or --token")
        }
        // The load generator inherits the environment, and needs no key.
        _ = unsafe unsetenv(Self.tokenVariable)
        return text
    }

    func rehearse(on url: String, _ run: SaleRehearsal.Options, _ display: SaleDisplay)
        throws -> SaleReport
    {
        var profile = run.profile
        guard profile.seconds <= AgainstRehearsal.maximumSeconds else {
            throw Failed(.data, "on a running deployment a profile takes 11.5 hours at most")
        }
        (profile.room, profile.coupon, profile.faults) = (nil, nil, [])
        (profile.habits.pay, profile.habits.returns) = (0, nil)
        let options = AgainstRehearsal.Options(
            executable: run.executable, directory: run.directory, samples: run.samples,
            profile: profile, seed: run.seed, scale: run.scale, url: url, token: try key(),
            authority: authority,
            sale: UInt32(sale))
        let signal = StopSignal()
        defer { withExtendedLifetime(signal) {} }
        let isAsked = signal.isAsked
        let rehearsal = AgainstRehearsal(
            options, say: { display.say("· " + $0) }, show: { display.show($0) },
            isStopped: { isAsked.withLock { $0 } })
        do throws(RehearsalError) { return try rehearsal.run() } catch {
            guard error.code == .refused else { throw error }
            display.finish()
            throw Failed(.data, error.message)
        }
    }
}
