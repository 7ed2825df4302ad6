/// Where a certificate and its key are.
package struct TLSFiles: Sendable, Equatable {
    /// The certificate and those that signed it, as PEM.
    package var certificate: String
    /// The private key, as PEM.
    package var key: String

    /// Names the files.
    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}
