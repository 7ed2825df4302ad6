internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension CatalogueOperations {
    var categoryOperations: [Operation] {
        [
            Operation(
                "listCategories", .get, "/v1/categories", tag: "Categories",
                "Lists all categories, each at the top followed by those below it.",
                [.storeRead, .catalogueRead],
                success: .init(
                    200,
                    CatalogueForms.list(
                        CatalogueForms.category, maximum: CatalogueLimits.categories))
            ) { call in
                let all = try catalogue.categories(try call.merchant)
                return .json(["items": .array(all.map(CatalogueForms.json))])
            },
            Operation(
                "createCategory", .post, "/v1/categories", tag: "Categories",
                "Makes a category.", [.catalogueWrite],
                body: .json(CatalogueForms.newCategory),
                success: .init(201, CatalogueForms.category),
                conflicts: ["too_many_categories"], isCreation: true
            ) { call in
                var draft = CategoryDraft(name: LocalizedName(""))
                CatalogueForms.read(call.body, &draft)
                let category = try catalogue.createCategory(try call.merchant, draft)
                try record(call, "category.create", "category", "\(category.id)")
                return reply(category, status: 201)
            },
            Operation(
                "getCategory", .get, "/v1/categories/{category}", tag: "Categories",
                "Shows a category.", [.storeRead, .catalogueRead],
                success: .init(200, CatalogueForms.category)
            ) { call in reply(try category(call)) },
            Operation(
                "editCategory", .patch, "/v1/categories/{category}", tag: "Categories",
                "Changes a category; what is left out stays.", [.catalogueWrite],
                body: .json(CatalogueForms.categoryEdit),
                success: .init(200, CatalogueForms.category), needsVersion: true
            ) { call in
                let version = try call.expectedVersion()
                let known = try category(call)
                if let version, version != known.version { throw Problem.versionMismatch }
                var draft = known.draft
                CatalogueForms.read(call.body, &draft)
                let changed = try catalogue.updateCategory(
                    known.merchant, known.id, expectedVersion: known.version, draft)
                try record(call, "category.edit", "category", "\(changed.id)")
                return reply(changed)
            },
            Operation(
                "deleteCategory", .delete, "/v1/categories/{category}", tag: "Categories",
                "Removes a category in which nothing stands.", [.catalogueWrite],
                success: .init(204, nil), conflicts: ["category_in_use"], needsVersion: true
            ) { call in
                let version = try call.expectedVersion()
                let id = CategoryID(try number(call, "category"))
                try catalogue.deleteCategory(try call.merchant, id, expectedVersion: version)
                try record(call, "category.delete", "category", "\(id)")
                return Reply(204)
            },
        ]
    }

    private func category(_ call: Call) throws -> Category {
        let id = CategoryID(try number(call, "category"))
        guard let category = try catalogue.category(try call.merchant, id) else {
            throw Problem.notFound("category")
        }
        return category
    }

    private func reply(_ category: Category, status: Int = 200) -> Reply {
        .versioned(CatalogueForms.json(category), version: category.version, status: status)
    }
}
