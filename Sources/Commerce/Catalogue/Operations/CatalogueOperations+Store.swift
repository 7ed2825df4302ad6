internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension CatalogueOperations {
    var storeOperations: [Operation] {
        [
            Operation(
                "getStore", .get, "/v1/store", tag: "Store",
                "Shows the store's name, look and home page.", [.catalogueRead],
                success: .init(200, CatalogueForms.store)
            ) { call in reply(try front(call)) },
            Operation(
                "editStore", .patch, "/v1/store", tag: "Store",
                "Changes the store's name and look; what is left out stays.", [.storeWrite],
                body: .json(CatalogueForms.storeEdit), success: .init(200, CatalogueForms.store),
                conflicts: ["handle_taken"], needsVersion: true
            ) { call in
                let version = try call.expectedVersion()
                let known = try front(call)
                if let version, version != known.version { throw Problem.versionMismatch }
                var settings = known.settings
                try CatalogueForms.read(call.body, &settings)
                let changed = try catalogue.updateStoreFront(
                    known.merchant, expectedVersion: known.version, settings)
                try record(call, "store.edit", "store", settings.handle)
                return reply(changed)
            },
            Operation(
                "arrangeHomePage", .put, "/v1/store/blocks", tag: "Store",
                "Writes the draft of the home page.", [.storeWrite],
                body: .json(CatalogueForms.blocksBody), success: .init(200, CatalogueForms.store),
                needsVersion: true
            ) { call in
                let changed = try catalogue.updateDraftBlocks(
                    try call.merchant, expectedVersion: try call.expectedVersion(),
                    try CatalogueForms.blocks(call.body))
                try record(call, "store.arrange", "store", changed.settings.handle)
                return reply(changed)
            },
            Operation(
                "publishHomePage", .post, "/v1/store/publication", tag: "Store",
                "Shows the draft of the home page to buyers.", [.storeWrite],
                success: .init(200, CatalogueForms.store), needsVersion: true
            ) { call in
                let changed = try catalogue.publishBlocks(
                    try call.merchant, expectedVersion: try call.expectedVersion())
                try record(call, "store.publish", "store", changed.settings.handle)
                return reply(changed)
            },
        ]
    }

    private func front(_ call: Call) throws -> StoreFront {
        guard let front = try catalogue.storeFront(try call.merchant) else {
            throw Problem.notFound("store")
        }
        return front
    }

    private func reply(_ front: StoreFront) -> Reply {
        .versioned(CatalogueForms.json(front), version: front.version)
    }
}
