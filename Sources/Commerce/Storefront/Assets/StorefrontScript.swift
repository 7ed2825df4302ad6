/// The script of the buyers' pages: what it does is also done without it, only less smoothly.
enum StorefrontScript {
    static let text = start + clocks + stock + search

    private static let start = #"""
        "use strict";
        (() => {
        const all = (query, root = document) => Array.from(root.querySelectorAll(query));
        const page = document.documentElement.lang;
        const isOurs = tag => tag.slice(0, 2) === page.slice(0, 2);
        const language = navigator.languages.find(isOurs) || page;

        // Times in the reader's own zone.
        const format = new Intl.DateTimeFormat(language, {dateStyle: "medium", timeStyle: "short"});
        for (const time of all("time.local")) {
          const moment = new Date(time.dateTime);
          if (!isNaN(moment)) time.textContent = format.format(moment);
        }

        // Choices that apply at once, and forms that are sent once.
        for (const input of all("[data-send]")) {
          const form = input.form;
          const button = form.querySelector("button[type=submit]");
          if (button) button.hidden = true;
          input.addEventListener("change", () => form.requestSubmit());
        }
        for (const form of all("form[data-once]")) {
          form.addEventListener("submit", event => {
            if (form.ariaBusy === "true") return event.preventDefault();
            form.ariaBusy = "true";
          });
        }
        addEventListener("pageshow", () => all("form[data-once]").forEach(f => f.ariaBusy = null));

        // The price of what is chosen.
        const price = document.getElementById("price");
        for (const input of all(".choice input[name=sku]")) {
          input.addEventListener("change", () => {
            const words = input.parentElement.querySelector("small");
            if (price && words) price.replaceChildren(
              ...Array.from(words.childNodes, node => node.cloneNode(true)));
          });
        }

        """#

    private static let clocks = #"""
        // Countdowns by the server's clock: the offset is the page's, then the stock's.
        const loaded = performance.now();
        let serverNow = null;
        const base = all("[data-now]")[0];
        if (base) serverNow = Number(base.dataset.now) - loaded;
        const now = () => serverNow + performance.now();
        const two = number => String(number).padStart(2, "0");
        const span = (milliseconds, day) => {
          const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
          const days = Math.floor(seconds / 86400);
          const clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
            .map(part => two(Math.floor(part))).join(":");
          return days ? `${days} ${day} ${clock}` : clock;
        };
        const tick = () => {
          for (const clock of all(".countdown")) {
            const text = span(Number(clock.dataset.until) - now(), clock.dataset.day);
            if (clock.textContent !== text) clock.textContent = text;
          }
        };
        if (all(".countdown").length) { tick(); setInterval(tick, 250); }

        """#

    private static let stock = #"""
        // A running sale: stock as it goes, and the buttons when it opens.
        const sale = document.querySelector("[data-stock]");
        if (sale) {
          const list = document.querySelector(".salegrid");
          let opens = Number(sale.dataset.opens), closes = Number(sale.dataset.closes);
          const left = new Map();
          for (const item of all(".saleitem")) {
            left.set(item.dataset.sku, Number(item.querySelector("progress")?.value || 0));
          }
          const apply = () => {
            const isOpen = opens <= now() && now() < closes;
            const words = sale.querySelector("[data-before]");
            const clock = sale.querySelector(".countdown");
            if (words && clock) {
              const isOver = now() >= closes;
              // Units of orders that nobody paid come back: then it counts again.
              const isGone = isOpen && left.size > 0
                && Array.from(left.values()).every(count => count <= 0);
              words.textContent = isOver ? words.dataset.after : isGone ? words.dataset.gone
                : isOpen ? words.dataset.during : words.dataset.before;
              words.parentElement.classList.toggle("gone", isGone);
              clock.dataset.until = isOpen || isOver ? closes : opens;
            }
            for (const item of all(".saleitem")) {
              const count = left.get(item.dataset.sku) || 0;
              // A sale that is over shows none.
              if (!item.querySelector("progress")) continue;
              const button = item.querySelector("button");
              item.querySelector("progress").value = count;
              item.querySelector(".leftwords span").textContent =
                count > 0 ? list.dataset.few.replace("#", count) : list.dataset.out;
              button.disabled = !isOpen || count <= 0;
              item.classList.toggle("out", count <= 0);
            }
          };
          const poll = async () => {
            let wait = 1000 + Math.random() * 1000;
            try {
              const reply = await fetch(sale.dataset.stock);
              if (reply.ok) {
                const stock = await reply.json();
                const offset = stock.now - performance.now();
                // A kept answer is late by a second at most: never go back for one.
                if (offset > serverNow) serverNow = offset;
                opens = stock.opens;
                closes = stock.closes;
                for (const item of stock.items) left.set(String(item.sku), item.left);
              } else { wait = 5000 + Math.random() * 5000; }
            } catch { wait = 5000 + Math.random() * 5000; }
            apply();
            if (document.hidden) wait = Math.max(wait, 10000);
            if (now() < closes) setTimeout(poll, now() < opens - 60000 ? 15000 + wait : wait);
          };
          setInterval(apply, 500);
          setTimeout(poll, Math.random() * 1000);
        }

        """#

    private static let search = #"""
        // Results as one types.
        const form = document.querySelector("form.search");
        if (form) {
          const input = form.querySelector("input");
          let box = null, timer = 0, asked = "";
          // Taken out, a focused link makes the focus leave, which closes again.
          const close = () => { const old = box; box = null; if (old) old.remove(); };
          const show = items => {
            close();
            if (!items.length || document.activeElement !== input) return;
            box = document.createElement("div");
            box.className = "suggest";
            for (const item of items) {
              const link = document.createElement("a");
              link.href = item.url;
              const picture = document.createElement("img");
              picture.src = item.picture;
              picture.alt = "";
              const name = document.createElement("span");
              name.textContent = item.name;
              const cost = document.createElement("b");
              cost.textContent = item.price;
              link.append(picture, name, cost);
              box.append(link);
            }
            form.append(box);
          };
          const ask = async () => {
            const words = input.value.trim();
            if (words === asked && box) return;
            asked = words;
            if (!words) return close();
            try {
              const reply = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`);
              if (reply.ok && input.value.trim() === words) show((await reply.json()).items);
            } catch { close(); }
          };
          input.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(ask, 140);
          });
          form.addEventListener("keydown", event => {
            if (event.key === "Escape") { close(); input.focus(); return; }
            if (!box || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
            const stops = [input, ...all("a", box)];
            const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
            stops[(stops.indexOf(document.activeElement) + step) % stops.length].focus();
            event.preventDefault();
          });
          form.addEventListener("focusout", event => {
            if (!form.contains(event.relatedTarget)) close();
          });
        }
        })();
        """#
}
