/// What keeps the big screen moving: numbers that glide from frame to frame, charts by Chart.js.
enum ScreenScript {
    static let text = values + charts + lists + stream

    private static let values = #"""
        "use strict";
        const lang = document.body.dataset.lang === "zh" ? "zh-Hans" : "en";
        const t = (en, zh) => (lang === "en" ? en : zh);
        const $ = (id) => document.getElementById(id);
        const whole = new Intl.NumberFormat("en");
        const still = window.matchMedia("(prefers-reduced-motion: reduce)");
        const formats = new Map();
        const money = (amount, currency) => {
          let format = formats.get(currency);
          if (!format) {
            format = new Intl.NumberFormat("en", { style: "currency", currency,
              currencyDisplay: "narrowSymbol" });
            formats.set(currency, format);
          }
          const digits = format.resolvedOptions().maximumFractionDigits;
          return format.format(amount / 10 ** digits);
        };
        const rounds = new Map();
        const round = (amount, currency) => {
          let format = rounds.get(currency);
          if (!format) {
            const digits = new Intl.NumberFormat("en", { style: "currency", currency })
              .resolvedOptions().maximumFractionDigits;
            const short = new Intl.NumberFormat("en", { style: "currency", currency,
              currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 });
            format = (value) => short.format(value / 10 ** digits);
            rounds.set(currency, format);
          }
          return format(amount);
        };
        const micro = (value) => value <= 0 ? "–"
          : value >= 1000 ? `${(value / 1000).toFixed(1)} ms` : `${whole.format(value)} µs`;
        const gliding = new Map();
        const show = (id, value, format) => {
          const element = $(id);
          if (!element) return;
          const known = gliding.get(id);
          if (still.matches || !known) {
            gliding.set(id, { element, now: value, from: value, to: value, at: 0, format });
            element.textContent = format(value);
            return;
          }
          known.from = known.now;
          known.to = value;
          known.at = performance.now();
          known.format = format;
        };
        const glide = (time) => {
          for (const item of gliding.values()) {
            if (item.now === item.to) continue;
            const part = Math.min(1, Math.max(0, (time - item.at) / 260));
            item.now = part === 1 ? item.to : item.from + (item.to - item.from) * part;
            item.element.textContent = item.format(Math.round(item.now));
          }
          requestAnimationFrame(glide);
        };
        requestAnimationFrame(glide);

        """#

    private static let charts = #"""
        const colours = ["#4cc9f0", "#ffd166", "#90be6d", "#f4978e", "#c77dff", "#f9c74f",
          "#43aa8b", "#f8961e"];
        let rateChart = null;
        let burnChart = null;
        const paymentsBySecond = new Array(120).fill(null);
        let lastSecond = 0;
        let lastPaid = 0;
        const size = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
        // Asked again with each size of the window: full screen, or another wall.
        const text = () => ({ size: 1.3 * size() });
        const axis = () => ({ ticks: { color: "#a9b8c6", font: text,
          maxTicksLimit: 5, precision: 0 }, grid: { color: "#24313d" }, beginAtZero: true });
        const base = () => ({ responsive: true, maintainAspectRatio: false, animation: false,
          interaction: { mode: "none" }, events: [],
          elements: { point: { radius: 0 },
            line: { borderWidth: () => size() / 6, tension: 0.25 } },
          plugins: { legend: { labels: { color: "#dfe7ee", font: text,
            boxWidth: () => size() } } } });
        const startCharts = () => {
          if (typeof Chart === "undefined") {
            for (const chart of document.querySelectorAll(".chart")) chart.hidden = true;
            return;
          }
          const options = base();
          options.scales = { y: axis(), x: { display: false } };
          rateChart = new Chart($("rate-chart"), { type: "line", options, data: {
            labels: Array.from({ length: 120 }, (_, index) => index - 120),
            datasets: [
              { label: t("orders", "订单"), data: [], fill: true, borderColor: colours[0],
                backgroundColor: "#4cc9f040" },
              { label: t("payments", "支付"), data: paymentsBySecond, borderColor: colours[1] },
            ] } });
          const burn = base();
          const percent = axis();
          percent.max = 100;
          percent.ticks.callback = (value) => `${value} %`;
          burn.scales = { y: percent, x: { display: false } };
          burn.plugins.legend.display = false;
          burnChart = new Chart($("burn-chart"), { type: "line", options: burn,
            data: { labels: [], datasets: [] } });
        };
        const drawRates = (frame) => {
          const second = Math.floor(Date.parse(frame.at) / 1000);
          if (second !== lastSecond) {
            // A fast replay jumps over seconds: what was paid meanwhile is shared out among them.
            const gap = Math.min(120, Math.max(1, second - lastSecond));
            const rate = Math.max(0, frame.paid - lastPaid) / gap;
            if (lastSecond) for (let step = 0; step < gap; step += 1) paymentsBySecond.push(rate);
            while (paymentsBySecond.length > 120) paymentsBySecond.shift();
            lastSecond = second;
            lastPaid = frame.paid;
          } else return;
          if (!rateChart) return;
          rateChart.data.datasets[0].data = frame.orders_by_second;
          rateChart.update("none");
        };
        // Sales that run before those that are over, the latest first; each keeps its colour.
        const shownSales = (frame) => {
          const now = Date.parse(frame.at);
          const isOver = (sale) => (Date.parse(sale.ends_at) <= now ? 1 : 0);
          return [...frame.sales].sort((a, b) => isOver(a) - isOver(b)
            || Date.parse(b.starts_at) - Date.parse(a.starts_at)).slice(0, 3);
        };
        const saleColours = new Map();
        const colourOf = (sale) => {
          if (!saleColours.has(sale)) {
            saleColours.set(sale, colours[saleColours.size % colours.length]);
          }
          return saleColours.get(sale);
        };
        let burnAt = 0;
        const drawBurn = (frame) => {
          const now = Date.parse(frame.at);
          if (!burnChart || now - burnAt < 1000) return;
          burnAt = now;
          const data = burnChart.data;
          data.labels.push(now);
          for (const sale of shownSales(frame)) {
            let line = data.datasets.find((set) => set.sale === sale.sale);
            if (!line) {
              line = { sale: sale.sale, label: saleName(frame, sale),
                borderColor: colourOf(sale.sale),
                data: new Array(data.labels.length - 1).fill(null) };
              data.datasets.push(line);
            }
            line.data.push(sale.given > 0 ? (100 * sale.free) / sale.given : 0);
          }
          for (const line of data.datasets) {
            while (line.data.length < data.labels.length) line.data.push(null);
          }
          if (data.labels.length > 600) {
            data.labels.shift();
            for (const line of data.datasets) line.data.shift();
          }
          burnChart.update("none");
        };

        """#

    private static let lists = #"""
        const fill = (id, rows) => {
          const body = $(id).tBodies[0];
          while (body.rows.length > rows.length) body.deleteRow(-1);
          rows.forEach((row, index) => {
            let line = body.rows[index];
            if (!line || line.cells.length !== row.cells.length) {
              const fresh = document.createElement("tr");
              row.cells.forEach((_, place) => {
                const cell = document.createElement(place === 0 ? "th" : "td");
                if (place === 0) cell.scope = "row";
                fresh.append(cell);
              });
              if (line) line.replaceWith(fresh); else body.append(fresh);
              line = fresh;
            }
            row.cells.forEach((text, place) => {
              const cell = line.cells[place];
              if (cell.textContent !== text) cell.textContent = text;
            });
            line.className = row.tone || "";
            line.style.setProperty("--dot", row.colour || "transparent");
            line.style.setProperty("--part", `${(100 * (row.part || 0)).toFixed(1)}%`);
          });
        };
        const regions = new Intl.DisplayNames([lang], { type: "region", fallback: "code" });
        const region = (code) => (code === "ZZ" ? t("unknown", "未知") : regions.of(code));
        // Parts of the world by the codes of UN M49; what is in none of these is in the Americas.
        const world = {
          "150": "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS " +
            "IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
          "142": "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA " +
            "LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE",
          "002": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM " +
            "LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG " +
            "TN TZ UG YT ZA ZM ZW",
          "009": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM " +
            "VU WF WS",
        };
        const parts = { "150": t("Europe", "欧洲"), "142": t("Asia", "亚洲"),
          "002": t("Africa", "非洲"), "009": t("Oceania", "大洋洲"), "019": t("Americas", "美洲"),
          ZZ: t("unknown", "未知") };
        const partOf = new Map();
        for (const [part, codes] of Object.entries(world)) {
          for (const code of codes.split(" ")) partOf.set(code, part);
        }
        const drawRegions = (countries) => {
          const sums = new Map();
          let all = 0;
          for (const item of countries) {
            const part = item.code === "ZZ" ? "ZZ" : partOf.get(item.code) || "019";
            sums.set(part, (sums.get(part) || 0) + item.orders);
            all += item.orders;
          }
          const text = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 3)
            .map(([part, count]) => `${parts[part]} ${Math.round((100 * count) / all)} %`)
            .join(" · ");
          if ($("regions").textContent !== text) $("regions").textContent = text;
        };
        const own = (names) => names && names[lang === "en" ? "en" : "zh"];
        const saleName = (frame, sale) => {
          return own(frame.sale_names[sale.sale]) || `#${sale.sale}`;
        };
        const steps = { view: t("viewed", "浏览"), cart: t("put into cart", "加购"),
          checkout: t("checkout", "结算"), order: t("ordered", "下单"), pay: t("paying", "支付") };
        const words = { accepted: t("accepted", "下单成功"), sold_out: t("sold out", "售罄"),
          limit_reached: t("limit reached", "超出限购"), sale_not_open: t("not open yet", "未开始"),
          sale_closed: t("sale closed", "已结束"), price_changed: t("price changed", "价格变动"),
          key_reused: t("key reused", "重复的键"), unknown_sale: t("unknown sale", "活动不存在"),
          unknown_item: t("not in the sale", "不在活动中"),
          unknown_coupon: t("unknown coupon", "优惠券不存在"),
          coupon_not_open: t("coupon not open", "优惠券未生效"),
          coupon_closed: t("coupon closed", "优惠券过期"),
          coupon_minimum_spend: t("below the minimum", "未达消费额"),
          coupon_exhausted: t("coupon used up", "优惠券领完"),
          coupon_limit_reached: t("coupon limit", "优惠券超限"),
          currency_mismatch: t("other currency", "货币不同"), invalid: t("invalid", "无效请求"),
          busy: t("busy, retry", "繁忙重试"), undecided: t("undecided", "未决") };
        const most = (list, value) => Math.max(1, ...list.map(value));
        const drawLists = (frame) => {
          const products = frame.top_by_money.slice(0, 8);
          const best = most(products, (item) => item.money);
          fill("products", products.map((item) => ({ part: item.money / best, cells: [
            own(frame.names[item.sku]) || `SKU ${item.sku}`, whole.format(item.units),
            round(item.money, item.currency)] })));
          const isUnknown = (item) => item.code === "ZZ";
          const countries = frame.countries.filter((item) => !isUnknown(item))
            .concat(frame.countries.filter(isUnknown)).slice(0, 6);
          const top = most(countries, (item) => item.orders);
          fill("countries", countries.map((item) => ({ part: item.orders / top, cells: [
            region(item.code), whole.format(item.orders), round(item.money, item.currency)] })));
          drawRegions(frame.countries);
          const funnel = Object.entries(frame.funnel);
          const first = most(funnel, (item) => item[1]);
          fill("funnel", funnel.map(([step, count]) => ({ part: count / first, cells: [
            steps[step] || step, whole.format(count),
            `${Math.floor((100 * count) / first)} %`] })));
          const answers = Object.entries(frame.answers).slice(0, 6);
          const all = answers.reduce((sum, item) => sum + item[1], 0) || 1;
          fill("answers", answers.map(([code, count]) => ({ part: count / all,
            tone: code === "accepted" ? "good" : "other",
            cells: [words[code] || code.replaceAll("_", " "), whole.format(count),
              `${((100 * count) / all).toFixed(1)} %`] })));
          fill("sales", shownSales(frame).map((sale) => ({ colour: colourOf(sale.sale),
            part: sale.given > 0 ? sale.free / sale.given : 0,
            cells: [saleName(frame, sale), whole.format(sale.held + sale.sold),
              whole.format(sale.free)] })));
        };

        """#

    private static let stream = #"""
        const draw = (frame) => {
          const sum = frame.money[0] || { placed: 0, paid: 0, currency: "GBP" };
          show("gmv", sum.placed, (value) => money(value, sum.currency));
          const letters = money(sum.placed, sum.currency).length;
          $("gmv").className = `huge s${[7, 9, 12, 15].find((step) => letters <= step) || 19}`;
          show("paid-money", sum.paid, (value) => money(value, sum.currency));
          for (const id of ["orders", "units", "paid"]) {
            show(id, frame[id], (value) => whole.format(value));
          }
          show("orders-rate", frame.orders_per_second, (value) => whole.format(value));
          show("payments-rate", frame.payments_per_second, (value) => whole.format(value));
          for (const id of ["p50", "p99", "p999"]) {
            show(id, frame.latency_microseconds[id], micro);
          }
          $("clock").textContent = new Date(frame.at).toLocaleTimeString("en-GB");
          const health = $("health");
          if (frame.health) {
            health.className = frame.health.ok ? "good" : "bad";
            health.textContent = frame.health.ok
              ? t("all well", "运行正常") + (frame.health.lag > 20 ? ` · ${frame.health.lag}` : "")
              : frame.health.trouble.join("; ");
          }
          drawRates(frame);
          drawBurn(frame);
          drawLists(frame);
        };
        startCharts();
        const status = $("status");
        const told = status.textContent;
        const source = new EventSource(document.body.dataset.source);
        source.addEventListener("message", (event) => {
          status.className = "live";
          if (status.textContent !== told) status.textContent = told;
          draw(JSON.parse(event.data));
        });
        source.addEventListener("error", () => {
          status.className = "lost";
          // A browser asks again after a broken line, but not after an answer that refuses.
          status.textContent = source.readyState === EventSource.CLOSED
            ? t("refused: load this page again", "请求被拒绝，请重新加载页面") : t("connecting…", "连接中…");
        });
        source.addEventListener("end", () => {
          source.close();
          status.className = "";
          status.textContent = t("end of the replay", "回放结束");
        });
        const full = $("full");
        const toggle = () => {
          if (document.fullscreenElement) document.exitFullscreen();
          else document.documentElement.requestFullscreen().catch(() => {});
        };
        if (document.fullscreenEnabled) {
          full.hidden = false;
          full.addEventListener("click", toggle);
          document.addEventListener("keydown", (event) => {
            if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey) toggle();
          });
        }
        """#
}
