internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

/// What happens at the first start alone: an owner with a random password, and the demo merchant.
enum FirstStart {
    private static let author = Author.system("first start")

    /// Makes the merchant where it is missing; does what an interrupted first start left undone.
    static func merchant(
        _ parts: CenterParts, _ folder: DataFolder, _ options: CenterOptions,
        _ progress: (String, Double?) throws -> Void
    ) throws -> (merchant: MerchantID, report: [String]) {
        var report: [String] = []
        let identity = parts.identity
        let known = try identity.merchants.find(slug: DemoMerchant.slug)
        let merchant =
            try known
            ?? identity.merchants.make(
                slug: DemoMerchant.slug, name: DemoMerchant.name,
                currency: DemoMerchant.currency.code, by: author)
        if options.hasDemo {
            if try parts.catalogue.productCounts(merchant.id).isEmpty {
                // Where somebody works already nothing is thrown away: they may have sold.
                let isFirst = try identity.staff.isEmpty()
                if isFirst { try folder.beginFilling() }
                report = try importDemo(merchant.id, parts, folder, options, progress)
                if isFirst { try folder.endFilling() }
            }
        } else {
            try parts.openStore(of: merchant)
        }
        return (merchant.id, report)
    }

    /// Makes the owner where nobody works here yet; gives the e-mail and the password, which is to
    /// be had only now.
    static func owner(
        of merchant: MerchantID, _ parts: CenterParts
    ) throws -> (email: String, password: String)? {
        guard try parts.identity.staff.isEmpty() else { return nil }
        let owner = NewStaff(
            merchant: merchant, email: DemoMerchant.ownerEmail, name: "Owner", role: .owner,
            isOperator: true)
        let (member, password) = try parts.identity.staff.make(owner, by: author)
        return password.map { (member.email, $0) }
    }

    /// Where the lines of the sample that were refused are kept.
    static func refusals(in folder: String) -> String { folder + "/import-refusals.csv" }

    private static func grouped(_ value: Int) -> String {
        var text = ""
        for (index, digit) in "\(value)".reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    private static func importDemo(
        _ merchant: MerchantID, _ parts: CenterParts, _ folder: DataFolder,
        _ options: CenterOptions, _ progress: (String, Double?) throws -> Void
    ) throws -> [String] {
        let path = options.samples + "/online-retail.csv.xz"
        let refusals = refusals(in: folder.path)
        let report = try DemoMerchant.fill(
            merchant, from: path, refusals: refusals, parts.catalogue, parts.marketing
        ) { step in
            switch step {
            case .reading(let bytes, let total):
                try progress(
                    "reading order lines", total.map { Double(bytes) / Double(max($0, 1)) })
            case .writing(let products, let total):
                try progress("writing products", Double(products) / Double(max(total, 1)))
            }
        }
        let sums = try folder.keep(report.lines, in: "import-report.txt")
        return [
            "demo shop: \(grouped(report.products)) products with \(grouped(report.skus)) SKUs, "
                + "from \(grouped(report.linesUsed)) lines of real orders",
            "\(grouped(report.linesRefused)) other lines are no sales of goods: why is in "
                + "\(sums), each in \(refusals)",
        ]
    }
}
