internal import HTTPTypes
internal import Primitives
package import Service

/// The page on which staff watch attacks live. It comes again by itself each two seconds; the
/// stream of `ShieldDocument.message` has the same for programs.
package enum MonitorPage {
    private static let shownSeconds = 15
    private static let shownEvents = 30

    /// The page.
    package static func page(_ shield: ShieldCore, _ t: Language, at now: ShieldMoment) -> Reply {
        let main: HTML = """
            \(state(shield, t))\(seconds(shield, t))\(rules(shield, t, at: now))\(events(shield, t))
            """
        var reply = BarePage.reply(
            BarePage.make(
                t, title: t("Shield", "防护"), .wide,
                head: "<meta http-equiv=\"refresh\" content=\"2\">", main))
        reply.headers[.cacheControl] = "no-store"
        return reply
    }

    /// A moment to the second, in UTC.
    private static func time(_ time: Timestamp) -> String {
        let text = time.rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    private static func state(_ shield: ShieldCore, _ t: Language) -> HTML {
        let guarded: HTML =
            shield.guardsNewcomers
            ? "<p>\(t("Newcomers are asked for a proof of work.", "新访客需完成工作量证明。"))</p>" : .empty
        guard let since = shield.attackedSince else {
            return "<p class=\"state\">\(t("No attack", "未检测到攻击"))</p>\(guarded)"
        }
        let signals = shield.signals.prefix(6).map { signal -> HTML in
            "<li>\(signal.explanation)</li>"
        }
        return """
            <p class="state bad" role="status">\(t("Attack since", "攻击开始于")) \(time(since))</p>\
            \(guarded)<ul lang="en">\(signals)</ul>
            """
    }

    private static func seconds(_ shield: ShieldCore, _ t: Language) -> HTML {
        let rows = shield.history.suffix(shownSeconds).reversed().map { second -> HTML in
            """
            <tr><td>\(String(second.at.rfc3339.dropFirst(11).prefix(8)))</td>\
            <td class="n">\(second.total)</td><td class="n">\(second.passed)</td>\
            <td class="n">\(second.slowed)</td><td class="n">\(second.challenged)</td>\
            <td class="n">\(second.refused)</td><td class="n">\(second.spared)</td></tr>
            """
        }
        return """
            <div class="scroll" role="region" tabindex="0" \
            aria-label="\(t("Requests a second", "每秒请求"))"><table>\
            <caption>\(t("Requests a second", "每秒请求"))</caption><thead><tr>\
            <th scope="col">\(t("Time (UTC)", "时间 (UTC)"))</th>\
            <th scope="col" class="n">\(t("All", "全部"))</th>\
            <th scope="col" class="n">\(t("Passed", "放行"))</th>\
            <th scope="col" class="n">\(t("Slow lane", "慢速"))</th>\
            <th scope="col" class="n">\(t("Asked for proof", "质询"))</th>\
            <th scope="col" class="n">\(t("Refused", "拒绝"))</th>\
            <th scope="col" class="n">\(t("Spared: on this machine", "本机豁免"))</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    private static func rules(_ shield: ShieldCore, _ t: Language, at now: ShieldMoment) -> HTML {
        guard !shield.rules.isEmpty else { return "<p>\(t("No rules hold.", "没有生效的规则。"))</p>" }
        let rows = shield.rules.map { rule -> HTML in
            """
            <tr><td class="n">\(rule.number)</td><td>\(rule.action.rawValue)</td>\
            <td>\(rule.description)</td><td class="n">\(Signal.percent(rule.goodShare))</td>\
            <td class="n">\(rule.matched)</td>\
            <td class="n">\(max(0, (rule.expiresAt - now.milliseconds) / 1000)) s</td></tr>
            """
        }
        return """
            <div class="scroll" role="region" tabindex="0" aria-label="\(t("Rules", "规则"))">\
            <table><caption>\(t("Rules", "规则"))</caption><thead><tr>\
            <th scope="col" class="n">\(t("Rule", "编号"))</th>\
            <th scope="col">\(t("Action", "动作"))</th><th scope="col">\(t("Fits", "条件"))</th>\
            <th scope="col" class="n">\(t("Of good traffic", "命中正常流量"))</th>\
            <th scope="col" class="n">\(t("Matched", "命中"))</th>\
            <th scope="col" class="n">\(t("Ends in", "剩余"))</th></tr></thead>\
            <tbody lang="en">\(rows)</tbody></table></div>
            """
    }

    private static func events(_ shield: ShieldCore, _ t: Language) -> HTML {
        guard !shield.events.isEmpty else {
            return "<p>\(t("No events yet.", "还没有事件。"))</p>"
        }
        let rows = shield.events.suffix(shownEvents).reversed().map { event -> HTML in
            """
            <tr><td>\(Self.time(event.at))</td><td>\(event.kind.rawValue)</td>\
            <td>\(event.explanation)</td></tr>
            """
        }
        return """
            <div class="scroll" role="region" tabindex="0" aria-label="\(t("Events", "事件"))">\
            <table><caption>\(t("Events", "事件"))</caption><thead><tr>\
            <th scope="col">\(t("Time", "时间"))</th><th scope="col">\(t("Event", "事件"))</th>\
            <th scope="col">\(t("Why", "原因"))</th></tr></thead>\
            <tbody lang="en">\(rows)</tbody></table></div>
            """
    }
}
