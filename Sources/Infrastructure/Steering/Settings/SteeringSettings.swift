/// All that steering is told at its start.
package struct SteeringSettings: Sendable {
    /// An address and a port to listen on.
    package struct Listener: Hashable, Sendable {
        /// The address; loopback unless somebody says otherwise.
        package var host: String
        /// The port; 0 for any that is free.
        package var port: Int
    }

    /// The file of the IP library.
    package var library: String
    /// The folder for the last map and the key of signatures.
    package var data: String
    /// DNS over UDP and TCP.
    package var dns: Listener
    /// Threads that answer DNS.
    package var dnsLoops: Int
    /// Answers a second of one kind for one network; 0 for no limit.
    package var rateLimit: Int
    /// HTTPDNS and redirects.
    package var http: Listener
    /// Reports of nodes, explanations, metrics: not for strangers.
    package var inner: Listener
    /// What nodes send as `Authorization: Bearer`; empty for nothing, on loopback alone.
    package var reportToken: String
    /// The zone.
    package var zone: DNSZone.Options
    /// How nodes are weighed.
    package var preference: SteeringPlan.Preference
    /// The regions.
    package var geography: Geography
    /// The nodes.
    package var nodes: [SteeringNode]
}
