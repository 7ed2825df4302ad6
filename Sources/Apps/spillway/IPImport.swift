internal import ArgumentParser
internal import Foundation
internal import IPLibrary
internal import Primitives

/// Compiles sources into one library.
struct IPImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Merge sources and compile them into one library.",
        discussion: """
            Sources are ip2region xdb, MaxMind DB, CSV or a library, told apart by their bytes. \
            Where they differ the one that is named first is believed; the others complete what it \
            leaves open: a finer word only where they agree on the coarser ones. The library is \
            replaced as a whole, while others may have the old one open. docs/ip-library.md says \
            what CSV looks like.
            """)

    @Argument(help: "The sources, the one that is believed first.") var sources: [String]
    @Option(help: "The file to write.") var output: String = IPCommand.defaultLibrary
    @Option(help: "Languages of the names taken of a MaxMind DB, the best first.")
    var languages: String = AddressSource.defaultLanguages.joined(separator: ",")
    @Flag(help: "Print the report as JSON.") var json = false

    func run() throws {
        let names = languages.split(separator: ",").map(String.init)
        var read: [AddressSource] = []
        var notes: [String] = []
        for path in sources {
            let source = try IPCommand.attempt { () throws(IPLibraryError) in
                try AddressSource.read(path: path, languages: names)
            }
            let name = URL(fileURLWithPath: path).lastPathComponent
            let note =
                "\(name) (\(source.form.rawValue)): \(source.v4.count) runs of IPv4, "
                + "\(source.v6.count) of IPv6, \(source.places.count - 1) places"
            Output.say("read \(note)")
            read.append(source)
            notes.append(note)
        }
        let image = try IPCommand.attempt { () throws(IPLibraryError) in
            let merged = try SourceMerge.merge(read)
            let image = try LibraryCompiler.compile(merged, notes: notes, at: SystemClock().now())
            let folder = URL(fileURLWithPath: output).deletingLastPathComponent().path
            try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try WholeFile.write(image, to: output)
            return image
        }
        let library = try IPCommand.attempt { () throws(IPLibraryError) in
            try IPLibrary(image: image)
        }
        let report = IPLibraryReport(library, path: output)
        try Output.print(report, json: json, text: report.text)
    }
}
