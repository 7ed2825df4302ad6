internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

// Pictures are numbered by their place, from 1; `If-Match` with the product's ETag says which order
// the numbers are of.
extension CatalogueOperations {
    var mediaOperations: [Operation] {
        let path = "/v1/products/{product}/media"
        let answer = Operation.Success(200, CatalogueForms.mediaList)
        return [
            Operation(
                "listMedia", .get, path, tag: "Media", "Lists a product's pictures in their order.",
                [.storeRead, .catalogueRead], success: answer
            ) { call in media(of: try visible(call)) },
            Operation(
                "addMedia", .post, path, tag: "Media",
                "Adds a picture by its address, at a place or behind the others.",
                [.catalogueWrite], body: .json(CatalogueForms.newMedia),
                success: .init(201, CatalogueForms.mediaList), conflicts: ["too_many_media"],
                isCreation: true
            ) { call in
                try changeMedia(call, status: 201, expecting: nil) { media in
                    guard media.count < CatalogueLimits.media else {
                        throw Problem(
                            409, "too_many_media",
                            "A product has at most \(CatalogueLimits.media) pictures.")
                    }
                    let place = call.body["number"]?.integer.map { Int($0) - 1 } ?? media.count
                    media.insert(
                        CatalogueForms.media(call.body, Media(url: "")),
                        at: min(place, media.count))
                }
            },
            Operation(
                "replaceMedia", .put, path, tag: "Media",
                "Replaces a product's pictures, or puts them in another order.",
                [.catalogueWrite],
                body: .json(.object([.required("media", CatalogueForms.media)])),
                success: answer, needsVersion: true
            ) { call in
                try changeMedia(call, expecting: call.expectedVersion()) {
                    $0 = CatalogueForms.media(call.body["media"]?.array ?? [])
                }
            },
            Operation(
                "editMedia", .patch, path + "/{number}", tag: "Media",
                "Changes a picture's address or text, or moves it to another place.",
                [.catalogueWrite], body: .json(CatalogueForms.mediaEdit), success: answer,
                needsVersion: true
            ) { call in
                try changeMedia(call, expecting: call.expectedVersion()) { media in
                    let known = media.remove(at: try Self.place(call, media))
                    let own = try call.identifier("number")
                    let place = call.body["number"]?.integer ?? own
                    media.insert(
                        CatalogueForms.media(call.body, known), at: min(Int(place) - 1, media.count)
                    )
                }
            },
            Operation(
                "removeMedia", .delete, path + "/{number}", tag: "Media",
                "Takes a picture away.", [.catalogueWrite], success: answer, needsVersion: true
            ) { call in
                try changeMedia(call, expecting: call.expectedVersion()) { media in
                    media.remove(at: try Self.place(call, media))
                }
            },
        ]
    }

    private static func place(_ call: Call, _ media: [Media]) throws -> Int {
        let number = try call.identifier("number")
        guard number <= media.count else { throw Problem.notFound("picture") }
        return Int(number) - 1
    }

    private func changeMedia(
        _ call: Call, status: Int = 200, expecting version: Int64?,
        _ change: (inout [Media]) throws -> Void
    ) throws -> Reply {
        let view = try catalogue.updateMedia(
            try call.merchant, ProductID(try number(call, "product")), expectedVersion: version,
            change)
        try record(call, "product.media", "product", "\(view.id)")
        return media(of: view, status: status)
    }

    private func media(of view: ProductView, status: Int = 200) -> Reply {
        let items = view.product.draft.media.enumerated().map { index, media -> JSON in
            [
                "number": JSON(index + 1), "url": .string(media.url),
                "alternative": .string(media.alternative),
            ]
        }
        return .versioned(
            ["items": .array(items)], version: view.product.version, status: status)
    }
}
