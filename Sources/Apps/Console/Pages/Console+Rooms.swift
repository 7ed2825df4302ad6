internal import Catalogue
internal import Edges
internal import Identity
internal import Marketing
internal import Primitives
internal import Service
internal import WaitingRoom

extension Console {
    var roomRoutes: [Route] {
        [
            get("/console/rooms", .salesRead) { [self] visit in try rooms(visit) },
            get("/console/rooms/new", .salesWrite) { [self] visit in try newRoom(visit) },
            post("/console/rooms/new", .salesWrite, page: newRoom) { [self] visit in
                let room = try services.rooms.open(
                    try roomDraft(visit), of: visit.merchant, store: try storePath(visit))
                try audit(visit, "waitingRoom.open", "waitingRoom", "\(room.id)")
                return .redirect("/console/rooms/\(room.id)?done=1")
            },
            get("/console/rooms/{room}", .salesRead) { [self] visit in try room(visit) },
            post("/console/rooms/{room}", .salesWrite, page: room) { [self] visit in
                let room = try services.rooms.figures(try roomID(visit), of: visit.merchant)
                let perSecond = try rate(visit)
                _ = try services.rooms.edit(
                    room.id, of: visit.merchant, version: try visit.integer("version"),
                    perSecond: perSecond)
                try audit(
                    visit, "waitingRoom.edit", "waitingRoom", "\(room.id)",
                    ["per_second": JSON(perSecond)])
                return .redirect("/console/rooms/\(room.id)?done=1")
            },
            post("/console/rooms/{room}/close", .salesWrite) { [self] visit in
                let id = try roomID(visit)
                try services.rooms.close(id, merchant: visit.merchant)
                try audit(visit, "waitingRoom.close", "waitingRoom", "\(id)")
                return .redirect("/console/rooms?done=1")
            },
        ]
    }

    private func roomID(_ visit: Visit) throws -> RoomID { RoomID(try visit.number("room")) }

    private func storePath(_ visit: Visit) throws -> String {
        try services.catalogue.storeFront(visit.merchant).map { "/shop/" + $0.settings.handle }
            ?? ""
    }

    // MARK: Pages

    private func rooms(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let rows = try services.rooms.list(of: visit.merchant).map { room -> [HTML] in
            [
                Parts.link("/console/rooms/\(room.id)", t(room.title.english, room.title.chinese)),
                Self.state(room, t), try place(room, visit), Words.time(room.startsAt),
                "\(Words.grouped(room.waiting))", "\(Words.grouped(room.admitted))",
                "\(Words.grouped(room.perSecond))",
            ]
        }
        let table = Parts.table(
            t("Waiting rooms", "候场"),
            [
                .init(t("Waiting room", "候场")), .init(t("State", "状态")),
                .init(t("Stands before", "位于何处之前")), .init(t("Starts", "开始")),
                .init(t("Waiting", "等候人数"), isNumber: true),
                .init(t("Let in", "已放行"), isNumber: true),
                .init(t("At most a second", "每秒上限"), isNumber: true),
            ], rows,
            empty: t(
                "No waiting room. Put one before a sale that more people want than can be served.",
                "还没有候场。预计人数会超出接待能力时，请在活动之前设置候场。"))
        let actions: HTML =
            visit.may(.salesWrite)
            ? Parts.action("/console/rooms/new", t("New waiting room", "新建候场"), isPrimary: true)
            : .empty
        return Frame.page(visit, t("Waiting rooms", "候场"), actions: actions, table)
    }

    private func room(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let room = try services.rooms.figures(try roomID(visit), of: visit.merchant)
        let outlook = room.outlook
        let pace =
            outlook.slowestPerMinute == outlook.fastestPerMinute
            ? Words.grouped(outlook.fastestPerMinute)
            : [outlook.slowestPerMinute, outlook.fastestPerMinute].map { Words.grouped($0) }
                .joined(separator: "–")
        let most = Words.grouped(room.perSecond)
        let left = outlook.stockLeft.map { Words.grouped($0) } ?? "–"
        let figures: [HTML] = [
            Parts.figure(t("Waiting", "等候人数"), Words.grouped(room.waiting)),
            Parts.figure(t("Let in", "已放行"), Words.grouped(room.admitted)),
            Parts.figure(t("Through the checkout", "已通过结账"), Words.grouped(room.checkedOut)),
            Parts.figure(
                t("Pace, a minute", "每分钟放行"), pace,
                "\(t("at most \(most) a second", "每秒最多 \(most) 人"))"),
        ]
        var body: HTML = "<div class=\"figures\">\(figures)</div>"
        body += Parts.facts([
            (t("State", "状态"), Self.state(room, t)),
            (t("Stands before", "位于何处之前"), try place(room, visit)),
            (t("Starts", "开始"), Words.time(room.startsAt)),
            (t("Stock left", "剩余库存"), "\(left)"),
        ])
        body += Parts.section(t("Edges", "边缘节点"), edgeTable(room, t))
        body += draw(room, t)
        if visit.may(.salesWrite) {
            body += Parts.section(t("Change the pace", "调整放行速度"), paceForm(visit, room))
        }
        let close: HTML =
            visit.may(.salesWrite)
            ? Fields.button(
                visit, "/console/rooms/\(room.id)/close", t("Close the room", "关闭候场"), "danger",
                confirm: t(
                    "Close this room? Everybody who waits comes in at once.",
                    "确定关闭此候场？所有等候者会立即放行。"))
            : .empty
        return Frame.page(
            visit, t(room.title.english, room.title.chinese), actions: close, body)
    }

    private func edgeTable(_ room: RoomFigures, _ t: Language) -> HTML {
        let rows = room.edges.map { edge -> [HTML] in
            let state =
                edge.isHeard
                ? Parts.badge(t("heard", "在线"), .good) : Parts.badge(t("silent", "失联"), .bad)
            return [
                "\(edge.edge.rawValue)", state, "\(Words.grouped(edge.waiting))",
                "\(Words.grouped(edge.credits))",
            ]
        }
        return Parts.table(
            t("Edges", "边缘节点"),
            [
                .init(t("Edge", "边缘节点")), .init(t("State", "状态")),
                .init(t("Waiting", "等候人数"), isNumber: true),
                .init(t("Credits held", "持有额度"), isNumber: true),
            ], rows,
            empty: t(
                "No edge has reported yet: rooms stand at edges, and nobody waits without one.",
                "尚无边缘节点上报：候场设在边缘节点，没有边缘节点就无人排队。"))
    }

    /// The draw, which anybody may check.
    private func draw(_ room: RoomFigures, _ t: Language) -> HTML {
        let seed: HTML =
            room.seed.map { "<code>\($0.text)</code>" }
            ?? "\(t("is published at the start", "开始时公布"))"
        return Parts.section(
            t("The draw", "抽签"),
            """
            <dl class="facts wide"><div><dt>\(t(
                "Published before (SHA-256 of the seed)", "事先公布（种子的 SHA-256）"))</dt>\
            <dd><code>\(room.commitment)</code></dd></div>\
            <div><dt>\(t("Seed", "种子"))</dt><dd>\(seed)</dd></div></dl>
            """,
            Parts.action(
                "/_edge/rooms/\(room.id)/draw", t("Check a draw, as buyers do", "像买家一样核对抽签")))
    }

    private func newRoom(_ visit: Visit) throws -> Reply {
        let t = visit.t
        return Frame.page(
            visit, t("New waiting room", "新建候场"),
            Parts.section(t("Waiting room", "候场"), try roomForm(visit)))
    }

    // MARK: Words

    private static func state(_ room: RoomFigures, _ t: Language) -> HTML {
        switch room.phase {
        case .gathering: Parts.badge(t("gathering", "等待开始"), .news)
        case .admitting: Parts.badge(t("letting in", "放行中"), .good)
        case .dismissed(.soldOut): Parts.badge(t("sold out", "已售罄"), .quiet)
        case .dismissed(.ended): Parts.badge(t("sale over", "活动已结束"), .quiet)
        case .dismissed(.closed): Parts.badge(t("closed", "已关闭"), .quiet)
        }
    }

    /// What a room stands before.
    private func place(_ room: RoomFigures, _ visit: Visit) throws -> HTML {
        guard let sale = room.sale else {
            return "<code class=\"path\">\(room.paths.first ?? "")</code>"
        }
        let known = try salesOf(visit.merchant).first { $0.id == sale }
        let t = visit.t
        let name = known.map { $0.name[t] } ?? t("sale \(sale)", "活动 \(sale)")
        return Parts.link("/console/sales/\(sale)", name)
    }

    // MARK: Forms

    private func roomForm(_ visit: Visit) throws -> HTML {
        let t = visit.t
        let hour: Int64 = 3_600_000
        let next = Timestamp((visit.now.rawValue / hour + 1) * hour)
        let fields = Fields(visit, "/console/rooms/new")
        let sales = try salesOf(visit.merchant).filter { $0.state(at: visit.now) != .closed }
        let sale = fields.choice(
            t("Sale", "活动"), "sale",
            [("", t("none: the path below", "无：使用下面的路径"))]
                + sales.map { ("\($0.id)", $0.name[t]) },
            visit.query("sale") ?? sales.first.map { "\($0.id)" } ?? "",
            hint: t(
                "Its page, the checkout, and orders with its items.", "活动页、结账页，以及含活动商品的订单。"))
        let path = fields.text(
            t("Path", "路径"), "path", "",
            hint: t(
                "Where no sale is chosen: this page of the store and all below it.",
                "未选择活动时：店铺的此页面及其下所有页面。"), maximum: RoomDraft.maximumPath)
        let name = fields.text(t("Name", "名称"), "name", isRequired: true, maximum: 100)
        let chinese = fields.text(
            t("Name in Chinese", "中文名称"), "nameChinese", isRequired: true, maximum: 100)
        let starts = fields.text(
            t("Starts (UTC)", "开始（UTC）"), "startsAt", Words.local(next), type: "datetime-local",
            hint: t("Who is there before takes part in a draw.", "开始前到场的人参加抽签。"),
            isRequired: true)
        let rate = fields.text(
            t("People a second at most", "每秒最多放行人数"), "perSecond", "50", type: "number",
            hint: t("Fewer when the order core is busy.", "下单系统繁忙时会自动减少。"), isRequired: true)
        return fields.form(
            """
            <div class="grid">\(name)\(chinese)\(sale)\(path)\(starts)\(rate)</div>\
            \(Fields.submit(t("Open the room", "创建候场")))
            """)
    }

    private func paceForm(_ visit: Visit, _ room: RoomFigures) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/rooms/\(room.id)")
        let rate = fields.text(
            t("People a second at most", "每秒最多放行人数"), "perSecond", "\(room.perSecond)",
            type: "number",
            hint: t("Holds at once. All else is fixed while people wait.", "立即生效。有人排队时，其余设置不可更改。"),
            isRequired: true)
        return fields.form(
            """
            \(Fields.hidden("version", "\(room.version)"))<div class="grid">\(rate)</div>\
            \(Fields.submit(t("Save", "保存")))
            """)
    }

    private func rate(_ visit: Visit) throws -> Int {
        let rate: Int = try visit.integer("perSecond")
        guard RoomDraft.rates.contains(rate) else {
            throw Problem.field(
                "/per_second",
                visit.t("must be 1 to 1,000,000", "必须在 1 到 1,000,000 之间"))
        }
        return rate
    }

    private func roomDraft(_ visit: Visit) throws -> RoomDraft {
        let (t, form) = (visit.t, visit.form)
        var wrong: [Problem.FieldError] = []
        func name(_ field: String) -> String {
            let text = form.trimmed(field)
            if text.isEmpty {
                wrong.append(.init("/" + field, t("must not be empty", "不能为空")))
            } else if text.unicodeScalars.count > 100 || text.contains(where: \.isNewline) {
                wrong.append(
                    .init(
                        "/" + field,
                        t("must be a line of at most 100 characters", "须为一行，最多 100 个字符")))
            }
            return text
        }
        let title = RoomTitle(name("name"), name("nameChinese"))
        let sale = UInt32(form.trimmed("sale")).map { SaleID($0) }
        let (path, store) = (form.trimmed("path"), try storePath(visit))
        if sale == nil {
            let isOwn = path == store || path.hasPrefix(store + "/")
            if !isOwn || !RoomDraft.isPath(path) {
                wrong.append(
                    .init(
                        "/path",
                        t(
                            "must be a path of your store, such as \(store)/p/lamp, "
                                + "or choose a sale",
                            "必须是您店铺的路径，例如 \(store)/p/lamp，或选择一个活动")))
            }
        }
        func checked<Value>(_ other: Value, _ read: () throws -> Value) throws -> Value {
            do { return try read() } catch let problem as Problem where !problem.fields.isEmpty {
                wrong += problem.fields
                return other
            }
        }
        let startsAt = try checked(visit.now) { try visit.time("startsAt") }
        let perSecond = try checked(1) { try rate(visit) }
        guard wrong.isEmpty else {
            throw Problem(422, "invalid_field", "Some fields are wrong.", fields: wrong)
        }
        return RoomDraft(
            sale: sale, path: path, title: title, startsAt: startsAt, perSecond: perSecond)
    }
}
