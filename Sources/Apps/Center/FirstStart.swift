internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

/// What happens at the first start alone: an owner with a random password, and the demo merchant.
enum FirstStart {
    /// What it made.
    struct Outcome {
        var owner: (email: String, password: String)?
        var report: [String] = []
    }

    /// Makes what is missing; does what an interrupted first start left undone.
    static func run(
        _ parts: CenterParts, _ options: CenterOptions, _ progress: (String, Double?) -> Void
    ) throws -> Outcome {
        var outcome = Outcome()
        let author = Author.system("first start")
        let identity = parts.identity
        let known = try identity.merchants.find(slug: DemoMerchant.slug)
        let merchant =
            try known
            ?? identity.merchants.make(
                slug: DemoMerchant.slug, name: DemoMerchant.name,
                currency: DemoMerchant.currency.code, by: author)
        if options.hasDemo {
            if try parts.catalogue.productCounts(merchant.id).isEmpty {
                outcome.report = try importDemo(merchant.id, parts, options, progress)
            }
        } else {
            try parts.openStore(of: merchant)
        }
        // The owner comes last: who has seen a password has a whole store.
        if try identity.staff.isEmpty() {
            let owner = NewStaff(
                merchant: merchant.id, email: DemoMerchant.ownerEmail, name: "Owner", role: .owner,
                isOperator: true)
            let (member, password) = try identity.staff.make(owner, by: author)
            if let password { outcome.owner = (member.email, password) }
        }
        return outcome
    }

    private static func importDemo(
        _ merchant: MerchantID, _ parts: CenterParts, _ options: CenterOptions,
        _ progress: (String, Double?) -> Void
    ) throws -> [String] {
        let path = options.samples + "/online-retail.csv.xz"
        let report = try DemoMerchant.fill(
            merchant, from: path, parts.catalogue, parts.marketing
        ) { step in
            switch step {
            case .reading(let bytes, let total):
                progress("reading order lines", total.map { Double(bytes) / Double(max($0, 1)) })
            case .writing(let products, let total):
                progress("writing products", Double(products) / Double(max(total, 1)))
            }
        }
        return report.lines
    }
}
