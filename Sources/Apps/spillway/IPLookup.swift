internal import ArgumentParser
internal import Foundation
internal import IPLibrary

/// Says where addresses are.
struct IPLookup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup", abstract: "Say where addresses are and who carries them.",
        discussion: """
            Prints address, country, province, city, operator and the largest network around it \
            that is in that place, with tabs between; unknown words are empty. Reads addresses \
            from standard input, one a line, where none are given. Exit code 1 where one of them \
            is in no known place, 2 where there is no library.
            """)

    @Argument(help: "IPv4 or IPv6 addresses.") var addresses: [String] = []
    @Option(help: "A library, or any source: xdb, mmdb, CSV.")
    var library: String = IPCommand.defaultLibrary
    @Flag(help: "Print JSON, one object a line.") var json = false

    private struct Finding: Encodable {
        var address: String
        var country: String
        var province: String
        var city: String
        var networkOperator: String
        var network: String

        enum CodingKeys: String, CodingKey {
            case address, country, province, city, network
            case networkOperator = "operator"
        }
    }

    func validate() throws {
        for text in addresses where IPAddress(text) == nil {
            throw ValidationError("\"\(text)\" is no IPv4 or IPv6 address")
        }
    }

    func run() throws {
        let library = try IPCommand.open(library)
        let scopes = ScopeTable(library.map)
        var isAllKnown = true
        if addresses.isEmpty {
            while !Output.hasFailed, let line = readLine() {
                guard let address = IPAddress(line.trimmingCharacters(in: .whitespaces)) else {
                    throw Failed(.data, "\"\(line.prefix(64))\" is no IPv4 or IPv6 address")
                }
                try show(address, library, scopes, &isAllKnown)
            }
        }
        for address in addresses.compactMap({ IPAddress($0) }) {
            try show(address, library, scopes, &isAllKnown)
        }
        if !isAllKnown { throw ExitCode(Failed.Kind.check.rawValue) }
    }

    private func show(
        _ address: IPAddress, _ library: IPLibrary, _ scopes: ScopeTable,
        _ isAllKnown: inout Bool
    ) throws {
        let place = library.place(of: address)
        let network = IPPrefix(address.unmapped, length: scopes.length(around: address))
        if place == .unknown { isAllKnown = false }
        let text = (["\(address)"] + place.words + ["\(network)"]).joined(separator: "\t")
        try Output.print(
            Finding(
                address: "\(address)", country: place.country, province: place.province,
                city: place.city, networkOperator: place.networkOperator, network: "\(network)"),
            json: json, text: text)
    }
}
