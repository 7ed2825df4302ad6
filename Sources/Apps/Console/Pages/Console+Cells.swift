internal import Boards
internal import Identity
internal import Journal
internal import Orders
internal import Primitives
internal import Service
internal import Synchronization

extension Console {
    /// What the operators see of the cell.
    func cells(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let health = ScreenHealth(services, t)
        var body: HTML =
            health.trouble.isEmpty
            ? Parts.notice(t("Everything is well.", "一切正常。"))
            : Parts.notice(health.trouble.joined(separator: "; "), isBad: true)
        body += Parts.section(
            t("Cell", "单元") + " 1", Parts.facts(cellFacts(t)),
            Parts.action("/console/cells", t("Look again", "刷新")))
        body += Parts.section(t("Standby and snapshots", "热备与快照"), standby(visit))
        body += Parts.section(t("Who follows the journal", "日志跟随者"), followers(t))
        body += Parts.section(t("Spread since the start", "启动以来的分布"), spreads(visit))
        body += Parts.section(t("Journal", "日志"), try journalFacts(visit))
        return Frame.page(visit, t("Cells", "单元"), body)
    }

    private func cellFacts(_ t: Language) -> [(String, HTML)] {
        let cell = services.cell
        let statistics = cell.statistics
        let now = RateSample(
            nanoseconds: services.clock.monotonicNanoseconds(), batches: statistics.batches,
            answers: statistics.answers, bytes: statistics.bytes)
        let last = rates.withLock { rates -> RateSample in
            defer { rates = now }
            return rates
        }
        let seconds = max(0.001, Double(now.nanoseconds &- last.nanoseconds) / 1e9)
        func rate(_ path: KeyPath<RateSample, UInt64>) -> Double {
            Double(now[keyPath: path] &- last[keyPath: path]) / seconds
        }
        let tone: Parts.Tone = cell.state == .serving ? .good : .bad
        return [
            (t("State", "状态"), Parts.badge(ScreenHealth.name(cell.state, t), tone)),
            (t("Epoch", "任期"), "\(cell.start.epoch)"),
            (t("Journal position", "日志位置"), "\(Words.grouped(cell.journal.tail.position))"),
            (t("Batches a second", "批次/秒"), "\(Words.rate(rate(\.batches)))"),
            (t("Answers a second", "应答/秒"), "\(Words.rate(rate(\.answers)))"),
            (t("Journal a second", "日志/秒"), "\(Words.bytes(UInt64(rate(\.bytes))))"),
            (t("Rates are over the last", "速率统计时长"), "\(Words.seconds(seconds, t))"),
            (t("Recoveries", "恢复次数"), "\(statistics.recoveries)"),
            (t("Start took", "启动耗时"), "\(Words.microseconds(cell.start.nanoseconds / 1000))"),
            (
                t("Records folded at the start", "启动时回放记录"),
                "\(Words.grouped(cell.start.foldedRecords))"
            ),
        ]
    }

    /// The digest of the leader's state beside the standby's, after the same batch and at the end.
    private func standby(_ visit: Visit) -> HTML {
        let t = visit.t
        let progress = services.cell.progress
        let tail = services.cell.journal.tail.position
        let behind = tail > progress.standbyPosition ? tail - progress.standbyPosition : 0
        let leaders = digest(at: progress.standbyPosition)
        let isSame = progress.divergence == nil && leaders == progress.standbyDigest
        let state: HTML =
            if let divergence = progress.divergence ?? progress.standbyFailure {
                Parts.badge(divergence, .bad)
            } else if !isSame, leaders != nil {
                Parts.badge(t("differs", "不一致"), .bad)
            } else if behind == 0 {
                Parts.badge(t("in step", "同步"), .good)
            } else {
                Parts.badge(
                    t("in step, \(behind) batches behind", "一致，落后 \(behind) 批"), .waiting)
            }
        func row(_ who: String, _ position: UInt64, _ digest: UInt64?) -> [HTML] {
            let text = digest.map { HTML("<code>\(Self.hexadecimal($0))</code>") } ?? "–"
            return ["\(who)", "\(Words.grouped(position))", text]
        }
        let table = Parts.table(
            t("State hashes", "状态哈希"),
            [
                .init(t("Who", "节点")), .init(t("After batch", "批次"), isNumber: true),
                .init(t("State hash", "状态哈希")),
            ],
            [
                row(t("Active, at the end", "主节点，末尾"), tail, digest(at: tail)),
                row(
                    t("Active, after the standby’s batch", "主节点，热备所在批次"),
                    progress.standbyPosition, leaders),
                row(t("Standby", "热备"), progress.standbyPosition, progress.standbyDigest),
            ], empty: "")
        let snapshot = progress.snapshotPosition
        let since = tail > snapshot ? tail - snapshot : 0
        return "<p>\(state)</p>" + table
            + Parts.facts([
                (
                    t("Latest snapshot", "最新快照"),
                    snapshot == 0 ? "\(t("none yet", "尚无"))" : "\(Words.grouped(snapshot))"
                ),
                (t("Batches since then", "其后批次"), "\(Words.grouped(since))"),
                (
                    t("Started from snapshot", "启动快照"),
                    services.cell.start.snapshotPosition == 0
                        ? "\(t("none", "无"))"
                        : "\(Words.grouped(services.cell.start.snapshotPosition))"
                ),
            ])
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    /// The digest that the leader wrote into a batch; nil where it cannot be read.
    private func digest(at position: UInt64) -> UInt64? {
        guard position > 0, let batch = try? services.cell.journal.readBatch(at: position)
        else { return nil }
        return JournalRecord.digest(of: batch)
    }

    private func followers(_ t: Language) -> HTML {
        let progress = services.cell.progress
        let tail = services.cell.journal.tail.position
        let boards = services.boards.progress
        let rows: [[HTML]] = [
            (
                t("Order book", "订单簿"), progress.orderBookPosition, progress.orderBookFailure
            ),
            (
                t("Standby", "热备"), progress.standbyPosition,
                progress.divergence ?? progress.standbyFailure
            ),
            (t("Boards", "看板"), boards.position, boards.failure.map { "\($0)" }),
        ].map { name, position, failure in
            let lag = tail > position ? tail - position : 0
            let state =
                failure.map { Parts.badge($0, .bad) }
                ?? (lag == 0
                    ? Parts.badge(t("up to date", "已跟上"), .good)
                    : Parts.badge(t("following", "跟随中"), .waiting))
            return ["\(name)", "\(Words.grouped(position))", "\(Words.grouped(lag))", state]
        }
        return Parts.table(
            t("Projections", "投影"),
            [
                .init(t("Projection", "投影")), .init(t("Position", "位置"), isNumber: true),
                .init(t("Batches behind", "落后批次"), isNumber: true), .init(t("State", "状态")),
            ], rows, empty: "")
    }

    /// How batches, commits and orders spread: percentiles, and bars of the batches' sizes.
    private func spreads(_ visit: Visit) -> HTML {
        let t = visit.t
        let spreads = services.cell.spreads
        func row(_ name: String, _ spread: Spread, _ text: (UInt64) -> String) -> [HTML] {
            let shares = [0.5, 0.9, 0.99].map { text(spread.percentile($0)) }
            return ["\(name)", "\(Words.grouped(spread.count))"]
                + (shares + [text(spread.maximum)]).map {
                    spread.count == 0 ? "–" : "\($0)"
                }
        }
        let latency = services.boards.sales.frame(for: nil, at: visit.now).latency
        let orders = [latency.p50, latency.p90, latency.p99, latency.p999].map { value -> HTML in
            latency.count == 0 ? "–" : "\(Words.microseconds(UInt64(max(0, value))))"
        }
        let table = Parts.table(
            t("Spread since the start", "启动以来的分布"),
            [
                .init(t("Of", "项目")), .init(t("Counted", "数量"), isNumber: true),
                .init("p50", isNumber: true), .init("p90", isNumber: true),
                .init("p99", isNumber: true), .init(t("most", "最大"), isNumber: true),
            ],
            [
                row(t("Answers in a batch", "每批应答"), spreads.answers) { Words.grouped($0) },
                row(t("Bytes in a batch", "每批字节"), spreads.bytes, Words.bytes),
                row(t("Commit to disk", "提交落盘"), spreads.commitMicroseconds, Words.microseconds),
            ], empty: "")
        let bars = spreads.answers.powers.map { power -> (name: HTML, value: Int64, text: String) in
            let from = power.from
            let name =
                from <= 1 ? "\(from)" : "\(Words.grouped(from))–\(Words.grouped(from * 2 - 1))"
            return (
                name: "\(name)" as HTML, value: Int64(clamping: power.count),
                text: Words.grouped(power.count)
            )
        }
        let recent = Parts.facts(
            [(t("Orders", "订单"), "\(Words.grouped(latency.count))")]
                + zip(["p50", "p90", "p99", "p99.9"], orders).map { ($0, $1) })
        return table + "<div class=\"two\"><div><h3>\(t("Batches by answers", "按应答数的批次"))</h3>"
            + Parts.bars(bars, empty: t("No batch yet.", "还没有批次。"))
            + "</div><div><h3>\(t("Latency of orders, last 10 s", "下单延迟（近 10 秒）"))</h3>"
            + recent + "</div></div>"
    }

    private func journalFacts(_ visit: Visit) throws -> HTML {
        let t = visit.t
        // Counting looks at every row: on request alone.
        guard visit.query("count") != nil else {
            return "<p>"
                + Parts.action("/console/cells?count=1", t("Count the journal", "统计日志")) + "</p>"
        }
        let statistics = try services.cell.journal.statistics()
        let rows = statistics.epochs.suffix(50).reversed().map { epoch -> [HTML] in
            [
                "\(epoch.epoch)", "\(Words.grouped(epoch.firstPosition))",
                "\(Words.grouped(epoch.lastPosition))", "\(Words.grouped(epoch.batches))",
                "\(Words.bytes(UInt64(epoch.bytes)))",
            ]
        }
        return Parts.facts([
            (t("Batches", "批次"), "\(Words.grouped(statistics.batches))"),
            (t("Records", "记录"), "\(Words.bytes(UInt64(statistics.bytes)))"),
            (t("File", "文件"), "\(Words.bytes(UInt64(statistics.databaseBytes)))"),
            (t("Write-ahead log", "预写日志"), "\(Words.bytes(UInt64(statistics.logBytes)))"),
        ])
            + Parts.table(
                t("Epochs", "任期"),
                [
                    .init(t("Epoch", "任期")), .init(t("First", "起"), isNumber: true),
                    .init(t("Last", "止"), isNumber: true),
                    .init(t("Batches", "批次"), isNumber: true),
                    .init(t("Records", "记录"), isNumber: true),
                ], rows, empty: t("Empty.", "空。"))
    }
}
