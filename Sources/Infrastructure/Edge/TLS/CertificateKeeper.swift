internal import Foundation
internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// The certificate for new connections: read from files, and read again when they change.
/// Connections that are open keep the one that they began with.
final class CertificateKeeper: Sendable {
    private struct State {
        var context: NIOSSLContext
        var stamp: [Date]
    }

    private let files: TLSFiles
    private let state: Mutex<State>

    init(_ files: TLSFiles) throws {
        self.files = files
        state = Mutex(State(context: try Self.load(files), stamp: Self.stamp(files)))
    }

    /// What a new connection is secured by.
    var context: NIOSSLContext { state.withLock { $0.context } }

    /// Reads the files again if they have changed. Files that are not sound leave all as it is.
    ///
    /// - Returns: what was wrong; nil when all is well.
    func reload() -> String? {
        let stamp = Self.stamp(files)
        guard state.withLock({ $0.stamp != stamp }) else { return nil }
        do {
            let context = try Self.load(files)
            state.withLock { $0 = State(context: context, stamp: stamp) }
            return nil
        } catch {
            state.withLock { $0.stamp = stamp }
            return "the certificate stays as it was: \(error)"
        }
    }

    private static func load(_ files: TLSFiles) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
        let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }

    private static func stamp(_ files: TLSFiles) -> [Date] {
        [files.certificate, files.key].map { path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return attributes?[.modificationDate] as? Date ?? .distantPast
        }
    }
}
