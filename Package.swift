// swift-tools-version:6.2
import Foundation
import PackageDescription

// The modules of Spillway are data: one row each. A module may use modules of its own layer or of a
// layer below it; anything else is refused here, by name, before a line is compiled.

enum Layer: Int {
    case base, infrastructure, platform, commerce, testing, apps

    var folder: String { "\(self)".prefix(1).uppercased() + "\(self)".dropFirst() }
}

enum Kind { case library, cHeader, executable }

struct Module {
    var name: String
    var layer: Layer
    var kind: Kind = .library
    var uses: [String] = []
    var packages: [String] = []
    /// Folders of the module that have a README of their own.
    var readmes: [String] = []
}

let modules: [Module] = [
    Module(name: "Primitives", layer: .base, uses: ["Processor"]),
    Module(name: "Processor", layer: .base, kind: .cHeader),
    Module(name: "Store", layer: .base, uses: ["Primitives"], packages: ["GRDB", "GRDBSQLite"]),

    Module(
        name: "Service", layer: .base, uses: ["Primitives", "Seals"],
        packages: ["HTTPTypes", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOExtras"]),
    Module(name: "Seals", layer: .base, uses: ["Primitives"], packages: ["Crypto"]),

    Module(
        name: "WaitingRoom", layer: .infrastructure, uses: ["Primitives", "Seals", "Service"], packages: ["HTTPTypes"]),
    Module(name: "Shield", layer: .infrastructure, uses: ["Primitives", "Seals", "Service"], packages: ["HTTPTypes"]),

    Module(name: "IPLibraryFormat", layer: .infrastructure, kind: .cHeader),
    Module(
        name: "IPLibrary", layer: .infrastructure, uses: ["Primitives", "IPLibraryFormat"], packages: ["Crypto"]),
    Module(
        name: "Steering", layer: .infrastructure, uses: ["Primitives", "Service", "IPLibrary"],
        packages: ["Crypto", "HTTPTypes", "NIOCore", "NIOPosix", "Configuration"]),

    Module(
        name: "Edge", layer: .infrastructure,
        uses: ["Primitives", "Seals", "Service", "IPLibrary", "Shield", "WaitingRoom"],
        packages: [
            "Configuration", "Crypto", "HTTPTypes", "NIOCore", "NIOExtras", "NIOHPACK", "NIOHTTP1", "NIOHTTP2", "NIOPosix", "NIOSSL",
            "NIOTLS", "RawStructuredFieldValues", "SwiftASN1", "X509",
        ]),

    Module(name: "Identity", layer: .platform, uses: ["Primitives", "Store", "Service"], packages: ["Crypto", "CryptoExtras"]),
    Module(
        name: "OpenPlatform", layer: .platform, uses: ["Primitives", "Store", "Service", "Identity"],
        packages: ["Crypto", "HTTPTypes"]),
    Module(name: "JournalFormat", layer: .platform, kind: .cHeader),
    Module(name: "Journal", layer: .platform, uses: ["Primitives", "Store", "JournalFormat"], packages: ["Crypto"]),

    Module(name: "OrderRecords", layer: .commerce, kind: .cHeader),
    Module(name: "OrderCore", layer: .commerce, uses: ["Primitives", "OrderRecords"]),
    Module(name: "Orders", layer: .commerce, uses: ["Primitives", "Store", "Journal", "OrderRecords", "OrderCore"],
        packages: ["Crypto"], readmes: ["OrderBook"]),

    Module(
        name: "Boards", layer: .commerce,
        uses: ["Primitives", "Store", "Service", "Journal", "OrderRecords", "OrderCore", "Orders"],
        packages: ["Crypto"]),
    Module(
        name: "Events", layer: .commerce,
        uses: [
            "Primitives", "Service", "Identity", "OpenPlatform", "Journal", "OrderRecords", "OrderCore", "Orders",
        ], packages: ["HTTPTypes"]),
    Module(
        name: "Catalogue", layer: .commerce, uses: ["Primitives", "Store", "Service", "Identity", "OpenPlatform"],
        packages: ["HTTPTypes"]),
    Module(
        name: "Marketing", layer: .commerce,
        uses: [
            "Primitives", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards",
        ], packages: ["HTTPTypes"]),
    Module(
        name: "Payments", layer: .commerce,
        uses: ["Primitives", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders"],
        packages: ["Crypto", "HTTPTypes"]),
    Module(
        name: "Fulfilment", layer: .commerce,
        uses: ["Primitives", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Payments"],
        packages: ["HTTPTypes"]),
    Module(
        name: "Checkout", layer: .commerce,
        uses: [
            "Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderRecords", "OrderCore", "Orders", "Boards",
            "Catalogue", "Marketing",
        ], packages: ["Crypto", "HTTPTypes", "NIOCore", "NIOHTTP1"]),
    Module(
        name: "Edges", layer: .commerce,
        uses: [
            "Primitives", "Seals", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards", "Catalogue",
            "WaitingRoom",
        ], packages: ["HTTPTypes"]),
    Module(
        name: "Storefront", layer: .commerce,
        uses: [
            "Checkout", "Primitives", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards", "Catalogue", "Marketing",
            "Payments", "Fulfilment",
        ], packages: ["HTTPTypes"]),

    Module(
        name: "SimulationKit", layer: .testing, uses: ["Primitives", "Store", "Journal", "OrderCore", "Orders"],
        packages: ["GRDBSQLite"]),
    Module(
        name: "Benchmarks", layer: .testing,
        uses: [
            "Primitives", "Seals", "Store", "Service", "Identity", "Journal", "OrderCore", "Orders", "IPLibrary", "Steering", "Edge",
        ], packages: ["Histogram", "HTTPTypes", "NIOCore", "NIOPosix", "NIOSSL"]),

    Module(
        name: "Rehearsal", layer: .apps,
        uses: ["Primitives", "Store", "JournalFormat", "OrderRecords", "Service", "Identity"],
        packages: ["Crypto", "Histogram", "NIOCore", "NIOPosix", "NIOSSL"]),
    Module(
        name: "Console", layer: .apps,
        uses: [
            "Checkout",
            "Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards", "Catalogue",
            "Marketing", "Payments", "Fulfilment", "Storefront", "OrderRecords", "Edges", "WaitingRoom",
        ], packages: ["HTTPTypes"]),
    Module(
        name: "Center", layer: .apps,
        uses: [
            "Checkout",
            "Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards", "Catalogue",
            "Events", "Marketing", "Payments", "Fulfilment", "Storefront", "Console", "Edges", "Seals", "WaitingRoom",
        ], packages: ["Crypto", "HTTPTypes", "NIOCore", "NIOHTTP1"]),
    Module(
        name: "spillway", layer: .apps, kind: .executable,
        uses: [
            "Primitives", "Store", "Journal", "OrderRecords", "OrderCore", "Orders", "SimulationKit", "Benchmarks",
            "Rehearsal", "Center", "Service", "Payments", "IPLibrary", "Steering", "Edge",
        ],
        packages: ["ArgumentParser"]),
]

/// Test targets: name, folder under Tests/, what they use.
let tests: [(name: String, path: String, uses: [String], packages: [String])] = [
    ("PrimitivesTests", "Base/PrimitivesTests", ["Primitives"], []),
    ("StoreTests", "Base/StoreTests", ["Primitives", "Store"], []),
    ("JournalTests", "Platform/JournalTests", ["Primitives", "Store", "Journal", "JournalFormat"], []),
    ("OrderCoreTests", "Commerce/OrderCoreTests", ["Primitives", "OrderCore", "OrderRecords", "SimulationKit"], []),
    (
        "OrdersTests", "Commerce/OrdersTests",
        ["Primitives", "Store", "Journal", "OrderCore", "Orders", "SimulationKit"], []
    ),
    (
        "SimulationKitTests", "Testing/SimulationKitTests",
        ["Primitives", "Store", "Journal", "OrderCore", "Orders", "SimulationKit"], ["GRDB", "GRDBSQLite"]
    ),
    ("ServiceTests", "Base/ServiceTests", ["Primitives", "Seals", "Service"], ["HTTPTypes", "NIOCore", "NIOHTTP1"]),
    (
        "IPLibraryTests", "Infrastructure/IPLibraryTests", ["Primitives", "IPLibrary", "IPLibraryFormat"], ["Crypto"]
    ),
    (
        "SteeringTests", "Infrastructure/SteeringTests", ["Primitives", "Service", "IPLibrary", "Steering"], ["HTTPTypes"]
    ),
    (
        "EdgeTests", "Infrastructure/EdgeTests",
        ["Primitives", "Seals", "Service", "Shield", "WaitingRoom", "Edge"], ["NIOCore"]
    ),
    ("IdentityTests", "Platform/IdentityTests", ["Primitives", "Store", "Service", "Identity"], []),
    (
        "OpenPlatformTests", "Platform/OpenPlatformTests",
        ["Primitives", "Store", "Service", "Identity", "OpenPlatform"], ["HTTPTypes"]
    ),
    ("BoardsTests", "Commerce/BoardsTests", ["Primitives", "Service", "Journal", "OrderCore", "Orders", "Boards"], []),
    (
        "EventsTests", "Commerce/EventsTests",
        ["Primitives", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Events"],
        ["HTTPTypes"]
    ),
    (
        "EdgesTests", "Commerce/EdgesTests",
        [
            "Primitives", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards", "Catalogue",
            "WaitingRoom", "Edges",
        ], ["HTTPTypes"]
    ),
    (
        "CatalogueTests", "Commerce/CatalogueTests",
        ["Primitives", "Store", "Service", "Identity", "OpenPlatform", "Catalogue"], ["HTTPTypes"]
    ),
    (
        "MarketingTests", "Commerce/MarketingTests",
        [
            "Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards",
            "Marketing",
        ], ["HTTPTypes"]
    ),
    (
        "PaymentsTests", "Commerce/PaymentsTests",
        ["Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Payments"], ["Crypto"]
    ),
    (
        "FulfilmentTests", "Commerce/FulfilmentTests",
        [
            "Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Payments",
            "Fulfilment",
        ], []
    ),
    (
        "CheckoutTests", "Commerce/CheckoutTests",
        [
            "Primitives", "Store", "Journal", "Service", "Identity", "OpenPlatform", "OrderCore", "Orders", "Boards", "Catalogue",
            "Marketing", "Checkout",
        ], []
    ),
    (
        "CenterTests", "Apps/CenterTests",
        [
            "Primitives", "Store", "Service", "Identity", "OpenPlatform", "OrderCore", "Catalogue", "Marketing", "Payments",
            "Center",
        ], ["HTTPTypes"]
    ),
    ("BenchmarksTests", "Testing/BenchmarksTests", ["Primitives", "Benchmarks"], []),
    (
        "IntegrationTests", "Integration",
        ["Primitives", "Store", "Journal", "OrderCore", "Orders", "Rehearsal", "Benchmarks", "spillway"], []
    ),
    ("SealsTests", "Base/SealsTests", ["Primitives", "Seals"], []),
    (
        "WaitingRoomTests", "Infrastructure/WaitingRoomTests",
        ["Primitives", "Seals", "Service", "WaitingRoom"], ["HTTPTypes"]
    ),
    (
        "ShieldTests", "Infrastructure/ShieldTests", ["Primitives", "Seals", "Service", "Shield"], ["HTTPTypes"]
    ),
    ("TidyTests", "Tidy", [], []),
]

let externalProducts: [String: Target.Dependency] = [
    "GRDB": .product(name: "GRDB", package: "GRDB.swift"),
    "GRDBSQLite": .product(name: "GRDBSQLite", package: "GRDB.swift"),
    "Crypto": .product(name: "Crypto", package: "swift-crypto"),
    "CryptoExtras": .product(name: "CryptoExtras", package: "swift-crypto"),
    "HTTPTypes": .product(name: "HTTPTypes", package: "swift-http-types"),
    "NIOCore": .product(name: "NIOCore", package: "swift-nio"),
    "NIOPosix": .product(name: "NIOPosix", package: "swift-nio"),
    "NIOHTTP1": .product(name: "NIOHTTP1", package: "swift-nio"),
    "NIOExtras": .product(name: "NIOExtras", package: "swift-nio-extras"),
    "NIOTLS": .product(name: "NIOTLS", package: "swift-nio"),
    "NIOSSL": .product(name: "NIOSSL", package: "swift-nio-ssl"),
    "NIOHTTP2": .product(name: "NIOHTTP2", package: "swift-nio-http2"),
    "NIOHPACK": .product(name: "NIOHPACK", package: "swift-nio-http2"),
    "X509": .product(name: "X509", package: "swift-certificates"),
    "SwiftASN1": .product(name: "SwiftASN1", package: "swift-asn1"),
    "Configuration": .product(name: "Configuration", package: "swift-configuration"),
    "Histogram": .product(name: "Histogram", package: "hdrhistogram-swift"),
    "RawStructuredFieldValues": .product(
        name: "RawStructuredFieldValues", package: "swift-http-structured-headers"),
    "ArgumentParser": .product(name: "ArgumentParser", package: "swift-argument-parser"),
]

// MARK: The rules

let byName = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0) })
for module in modules {
    for used in module.uses {
        guard let other = byName[used] else {
            fatalError("\(module.name) uses \(used), which is no module of Package.swift")
        }
        guard other.layer.rawValue <= module.layer.rawValue else {
            fatalError(
                "\(module.name) (\(module.layer)) may not look up at \(used) (\(other.layer)): "
                    + "a module uses its own layer or a layer below it")
        }
    }
    for product in module.packages where externalProducts[product] == nil {
        fatalError("\(module.name) uses the package product \(product), which Package.swift does not declare")
    }
}

var strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableExperimentalFeature("Lifetimes"),
]
if ProcessInfo.processInfo.environment["CI"] != nil {
    strict.append(.treatAllWarnings(as: .error))
}

let package = Package(
    name: "spillway",
    products: [.executable(name: "spillway", targets: ["spillway"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-http-structured-headers", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: modules.map { module in
        let dependencies =
            module.uses.map { Target.Dependency.target(name: $0) } + module.packages.compactMap { externalProducts[$0] }
        let path = "Sources/\(module.layer.folder)/\(module.name)"
        let readmes = ["README.md"] + module.readmes.map { $0 + "/README.md" }
        switch module.kind {
        case .library:
            return .target(
                name: module.name, dependencies: dependencies, path: path, exclude: readmes,
                swiftSettings: strict)
        case .cHeader:
            return .target(name: module.name, path: path, exclude: readmes)
        case .executable:
            return .executableTarget(
                name: module.name, dependencies: dependencies, path: path, exclude: readmes,
                swiftSettings: strict)
        }
    }
        + tests.map { test in
            .testTarget(
                name: test.name,
                dependencies: test.uses.map { .target(name: $0) } + test.packages.compactMap { externalProducts[$0] },
                path: "Tests/\(test.path)", exclude: ["JournalTests", "OrderCoreTests"].contains(test.name) ? ["Golden"] : [],
                swiftSettings: strict)
        },
    swiftLanguageModes: [.v6]
)
