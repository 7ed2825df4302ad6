/// What makes the console livelier; everything works without it.
enum ConsoleScript {
    static let text = #"""
        "use strict";
        // Times in the reader's own zone; the title keeps UTC.
        // Swedish writes dates as ISO 8601 does, which both languages read.
        const form = new Intl.DateTimeFormat("sv-SE", {
          year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
        });
        for (const time of document.querySelectorAll("time[datetime]")) {
          const at = new Date(time.dateTime);
          if (Number.isNaN(at.getTime())) continue;
          time.title = time.textContent;
          time.textContent = form.format(at);
        }
        for (const button of document.querySelectorAll("button[data-confirm]")) {
          button.addEventListener("click", (event) => {
            if (!window.confirm(button.dataset.confirm)) event.preventDefault();
          });
        }
        // A form is sent once, however often it is clicked.
        for (const sent of document.querySelectorAll("form[method=post]")) {
          sent.addEventListener("submit", (event) => {
            if (sent.dataset.sent) event.preventDefault();
            sent.dataset.sent = "1";
          });
        }
        window.addEventListener("pageshow", () => {
          for (const sent of document.querySelectorAll("form[data-sent]")) delete sent.dataset.sent;
        });
        """#
}
