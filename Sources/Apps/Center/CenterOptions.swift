package import Identity
package import Payments

/// What a center is started with.
package struct CenterOptions: Sendable {
    /// The folder that holds everything it keeps; made if there is none.
    package var data: String
    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The port of storefront, console and API.
    package var port = 8618
    /// The port of the sandbox payment provider; the one after `port` unless told.
    package var sandboxPort: Int?
    /// Requests that wait for a worker at most; nil for as many as the server lets wait.
    package var waitingRequests: Int?
    /// Whether the first start brings the demo merchant with its real catalogue.
    package var hasDemo = true
    /// The folder with the sample data.
    package var samples: String
    /// How identities are kept, and how attempts at them are slowed.
    package var identity = IdentityOptions()
    /// How the sandbox provider misbehaves.
    package var sandbox = SandboxOptions()
    /// The version that the API's document names.
    package var version: String
    /// The token of its edges; one that is kept in the data folder unless told.
    package var edgeToken: String?
    /// Mistakes that it makes on purpose, where the audit of a rehearsal is tried out.
    package var mistakes: [PlantedMistake] = []
    /// Orders in memory at most.
    package var orders = 20_000_000

    /// Keeps everything in `data`.
    package init(data: String, samples: String, version: String) {
        self.data = data
        self.samples = samples
        self.version = version
    }
}
