internal import Boards
internal import Identity
internal import Journal
internal import Orders
internal import Primitives
internal import Service
internal import Synchronization

extension Console {
    var operatorRoutes: [Route] {
        [
            get("/console/cells", .operate) { [self] visit in try cells(visit) },
            get("/console/metrics", .operate) { [self] visit in metrics(visit) },
        ]
    }

    private func cells(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let cell = services.cell
        let progress = cell.progress
        let health = ScreenHealth(services)
        var body: HTML =
            health.trouble.isEmpty
            ? Parts.notice(t("Everything is well.", "一切正常。"))
            : Parts.notice(health.trouble.joined(separator: "; "), isBad: true)
        body += Parts.section(t("Cell", "单元") + " 1", Parts.facts(cellFacts(t)))
        let tail = cell.journal.tail.position
        let followers: [[HTML]] = [
            follower(
                t("Order book", "订单簿"), progress.orderBookPosition, tail,
                progress.orderBookFailure),
            follower(
                t("Standby", "热备"), progress.standbyPosition, tail,
                progress.divergence ?? progress.standbyFailure),
            follower(
                t("Boards", "看板"), services.boards.progress.position, tail,
                services.boards.progress.failure.map { "\($0)" }),
        ]
        body += Parts.section(
            t("Who follows the journal", "日志跟随者"),
            Parts.table(
                t("Projections", "投影"),
                [
                    .init(t("Projection", "投影")), .init(t("Position", "位置"), isNumber: true),
                    .init(t("Batches behind", "落后批次"), isNumber: true), .init(t("State", "状态")),
                ], followers, empty: ""))
        let hash =
            progress.divergence.map { Parts.badge($0, .bad) }
            ?? Parts.badge(t("same as the leader's", "与主节点一致"), .good)
        body += Parts.section(
            t("Standby and snapshots", "热备与快照"),
            Parts.facts([
                (t("State hash", "状态哈希"), hash),
                (t("Compared up to", "已比对至"), "\(Words.grouped(progress.standbyPosition))"),
                (t("Latest snapshot", "最新快照"), "\(Words.grouped(progress.snapshotPosition))"),
                (
                    t("Started from snapshot", "启动快照"),
                    "\(Words.grouped(cell.start.snapshotPosition))"
                ),
                (
                    t("Records folded at the start", "启动时回放记录"),
                    "\(Words.grouped(cell.start.foldedRecords))"
                ),
                (t("Start took", "启动耗时"), "\(cell.start.nanoseconds / 1_000_000) ms"),
            ]))
        body += Parts.section(t("Latency of orders, last 10 s", "下单延迟（近 10 秒）"), latency(visit))
        body += Parts.section(t("Journal", "日志"), try journalFacts(visit))
        return Frame.page(visit, t("Cells", "单元"), body)
    }

    private func cellFacts(_ t: Language) -> [(String, HTML)] {
        let cell = services.cell
        let statistics = cell.statistics
        let now = RateSample(
            nanoseconds: services.clock.monotonicNanoseconds(), batches: statistics.batches,
            answers: statistics.answers, bytes: statistics.bytes)
        let last = rates.withLock { rates -> RateSample? in
            defer { rates = now }
            return rates
        }
        var rate: (batches: Double, answers: Double) = (0, 0)
        if let last, now.nanoseconds > last.nanoseconds {
            let seconds = Double(now.nanoseconds - last.nanoseconds) / 1e9
            rate = (
                Double(now.batches &- last.batches) / seconds,
                Double(now.answers &- last.answers) / seconds
            )
        }
        let batches = max(1, statistics.batches)
        let tone: Parts.Tone = cell.state == .serving ? .good : .bad
        return [
            (
                t("State", "状态"),
                Parts.badge(tone == .good ? t("serving", "服务中") : "\(cell.state)", tone)
            ),
            (t("Epoch", "任期"), "\(cell.start.epoch)"),
            (t("Journal position", "日志位置"), "\(Words.grouped(cell.journal.tail.position))"),
            (t("Batches a second", "批次/秒"), "\(Int(rate.batches))"),
            (t("Answers a second", "应答/秒"), "\(Words.grouped(Int(rate.answers)))"),
            (t("Answers in a batch", "每批应答"), "\(Words.grouped(statistics.answers / batches))"),
            (t("Bytes in a batch", "每批字节"), "\(Words.grouped(statistics.bytes / batches))"),
            (t("Mean commit", "平均提交"), "\(statistics.commitNanoseconds / batches / 1000) µs"),
            (t("Recoveries", "恢复次数"), "\(statistics.recoveries)"),
        ]
    }

    private func follower(_ name: String, _ position: UInt64, _ tail: UInt64, _ failure: String?)
        -> [HTML]
    {
        [
            "\(name)", "\(Words.grouped(position))",
            "\(Words.grouped(tail > position ? tail - position : 0))",
            failure.map { Parts.badge($0, .bad) } ?? Parts.badge("OK", .good),
        ]
    }

    private func latency(_ visit: Visit) -> HTML {
        let latency = services.boards.sales.frame(for: nil, at: visit.now).latency
        return Parts.facts([
            (visit.t("Orders", "订单"), "\(Words.grouped(latency.count))"),
            ("p50", "\(latency.p50) µs"), ("p90", "\(latency.p90) µs"),
            ("p99", "\(latency.p99) µs"), ("p99.9", "\(latency.p999) µs"),
        ])
    }

    private func journalFacts(_ visit: Visit) throws -> HTML {
        let t = visit.t
        // Counting looks at every row: on request alone.
        guard visit.query("count") != nil else {
            return Parts.action("/console/cells?count=1", t("Count the journal", "统计日志"))
        }
        let statistics = try services.cell.journal.statistics()
        let rows = statistics.epochs.suffix(50).reversed().map { epoch -> [HTML] in
            [
                "\(epoch.epoch)", "\(Words.grouped(epoch.firstPosition))",
                "\(Words.grouped(epoch.lastPosition))", "\(Words.grouped(epoch.batches))",
                "\(Words.grouped(epoch.bytes))",
            ]
        }
        return Parts.facts([
            (t("Batches", "批次"), "\(Words.grouped(statistics.batches))"),
            (t("Bytes", "字节"), "\(Words.grouped(statistics.bytes))"),
            (t("File", "文件"), "\(Words.grouped(statistics.databaseBytes))"),
            (t("Write-ahead log", "预写日志"), "\(Words.grouped(statistics.logBytes))"),
        ])
            + Parts.table(
                t("Epochs", "任期"),
                [
                    .init(t("Epoch", "任期"), isNumber: true), .init(t("First", "起"), isNumber: true),
                    .init(t("Last", "止"), isNumber: true),
                    .init(t("Batches", "批次"), isNumber: true),
                    .init(t("Bytes", "字节"), isNumber: true),
                ], rows, empty: t("Empty.", "空。"))
    }

    private func metrics(_ visit: Visit) -> Reply {
        let t = visit.t
        let rows = services.metrics.prometheusText.split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.prefix(2000).map { line -> [HTML] in
                let place = line.lastIndex(of: " ") ?? line.endIndex
                return ["<code>\(String(line[..<place]))</code>", "\(String(line[place...]))"]
            }
        let table = Parts.table(
            t("Metrics", "指标"),
            [.init(t("Name", "名称")), .init(t("Value", "值"), isNumber: true)], Array(rows),
            empty: t("Nothing was counted yet.", "暂无数据。"))
        return Frame.page(visit, t("Metrics", "指标"), table)
    }
}
