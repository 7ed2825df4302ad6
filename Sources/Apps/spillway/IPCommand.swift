internal import ArgumentParser
internal import Foundation
internal import IPLibrary
internal import Primitives

/// What people do with an IP library.
struct IPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ip",
        abstract: "Say where addresses are; import, describe, compare libraries.",
        subcommands: [IPLookup.self, IPImport.self, IPDiff.self, IPInfo.self])

    /// Where the library lies unless somebody says otherwise.
    static var defaultLibrary: String {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["SPILLWAY_IP_LIBRARY"] { return path }
        let home = environment["HOME"] ?? "/tmp"
        return (environment["XDG_STATE_HOME"] ?? home + "/.local/state") + "/spillway/ip.library"
    }

    /// Does what may fail on data, and makes exit code 2 of it.
    static func attempt<Value>(_ body: () throws(IPLibraryError) -> Value) throws -> Value {
        do throws(IPLibraryError) { return try body() } catch {
            throw Failed(.data, "\(error.code.rawValue): \(error.message)")
        }
    }

    /// Opens a library, or reads any other source as one.
    static func open(_ path: String) throws -> IPLibrary {
        try attempt { () throws(IPLibraryError) in
            do throws(IPLibraryError) { return try IPLibrary(path: path) } catch {
                guard error.code == .unknownForm else { throw error }
            }
            return try IPLibrary(
                image: LibraryCompiler.compile(
                    AddressSource.read(path: path), notes: [], at: Timestamp(0)))
        }
    }
}
