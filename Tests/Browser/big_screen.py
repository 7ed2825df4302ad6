"""The big screen: one stream, four frames a second, figures that fit and can be read."""

import threading
import unittest

import center
from browser import LAPTOP, LARGE_WALL, PHONE, WALL, BrowserTest

# Of the width of the wall, in parts of a thousand: what ten metres ask of the smallest letters.
SMALLEST = 10


class BigScreen(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        product = center.product("DRUM", "Steel drum", "钢鼓", 8000, stock=500)
        cls.sku = product["skus"][0]["id"]
        cls.began = center.moment(-1)
        cls.sale = center.sale("Drum sale", "钢鼓特卖", [(cls.sku, 5000, 200)])
        cls.buyers = [
            center.sign_up(f"drum-{country}@example.org", country=country)
            for country in ("GB", "CN", "DE", "FR", "US")
        ]
        for buyer in cls.buyers:
            center.order(buyer, (cls.sku, 2))

    def setUp(self):
        super().setUp()
        self.browser.size(WALL)
        self.browser.sign_in_as_owner("/screen")

    def wait_until_live(self):
        self.browser.wait(lambda: self.browser.all("#status.live"), "the screen is not live")

    def test_one_stream_four_times_a_second(self):
        browser = self.browser
        browser.complaints()
        browser.open("/screen")
        self.wait_until_live()
        times, asked = [], []

        def collect():
            for event in browser.events():
                if event["method"] == "Network.eventSourceMessageReceived":
                    times.append(event["params"]["timestamp"])
                elif event["method"] == "Network.requestWillBeSent":
                    asked.append(event["params"]["request"]["url"])
            return len(times) >= 13

        browser.wait(collect, "frames are missing")
        rate = (len(times) - 1) / (times[-1] - times[0])
        self.assertTrue(3.2 < rate < 4.8, f"{rate} frames a second")
        self.assertEqual(1, sum("/screen/events" in address for address in asked), asked)

    def test_figures_move_and_glide(self):
        browser = self.browser
        self.wait_until_live()
        before = browser.words("#orders")
        values = browser.driver.execute_async_script(
            """
            const [done] = arguments, seen = new Set();
            const gmv = document.getElementById("gmv");
            new MutationObserver(() => seen.add(gmv.textContent))
              .observe(gmv, {childList: true, characterData: true, subtree: true});
            window.seen = seen;
            done();
            """
        )
        self.assertIsNone(values)
        order = threading.Thread(
            target=lambda: [center.order(buyer, (self.sku, 3)) for buyer in self.buyers]
        )
        order.start()
        browser.wait(lambda: browser.words("#orders") != before, "the orders stand still")
        order.join()
        # It counts up instead of jumping.
        browser.wait(lambda: browser.driver.execute_script("return window.seen.size") > 3)
        self.assertIn("Steel drum", browser.words("table#products"))
        self.assertIn("Drum sale", browser.words("table#sales"))
        for country in ("United Kingdom", "China", "Germany"):
            self.assertIn(country, browser.words("table#countries"))
        self.assertIn("accepted", browser.words("table#answers"))
        self.assertIn("ordered", browser.words("table#funnel"))
        self.assertIn("all well", browser.words("#health"))
        self.assertNotEqual("", browser.words("#p99"))

    def test_orders_of_the_api_are_in_the_funnel(self):
        browser = self.browser
        self.wait_until_live()

        def funnel():
            cells = browser.all("table#funnel td:nth-child(2)")
            return [int(cell.text.replace(",", "")) for cell in cells]

        browser.wait(lambda: len(funnel()) == 5)
        before = funnel()
        center.order(self.buyers[0], (self.sku, 1))
        browser.wait(lambda: funnel()[3] == before[3] + 1, "the order is not in the funnel")
        after = funnel()
        self.assertEqual(after, sorted(after, reverse=True), "more at a later step than before it")

    def test_it_fits_every_wall_and_can_be_read(self):
        browser = self.browser
        for size in (WALL, LARGE_WALL, LAPTOP, PHONE):
            browser.size(size)
            browser.open("/screen")
            self.wait_until_live()
            with self.subTest(size=size):
                self.assertLessEqual(browser.overflow(), 0)
                if size == PHONE:
                    continue
                tall = browser.driver.execute_script(
                    "return document.documentElement.scrollHeight - innerHeight"
                )
                self.assertLessEqual(tall, 0)
                cut = browser.driver.execute_script(
                    """
                    return [...document.querySelectorAll("#gmv, dd, dt, h2, h1, td, time")]
                      .filter(element => element.scrollWidth > element.clientWidth + 1)
                      .map(element => element.outerHTML);
                    """
                )
                self.assertEqual([], cut)
                small = browser.driver.execute_script(
                    """
                    return [...document.querySelectorAll("main *, #clock, #health, #status")]
                      .filter(element => [...element.childNodes].some(
                        node => node.nodeType === 3 && node.data.trim()))
                      .filter(element => parseFloat(getComputedStyle(element).fontSize) * 1000
                        < arguments[0] * innerWidth)
                      .map(element => element.outerHTML.slice(0, 80));
                    """,
                    SMALLEST,
                )
                self.assertEqual([], small)

    def test_it_is_dark_and_fills_the_screen(self):
        browser = self.browser
        self.wait_until_live()
        light = browser.driver.execute_script(
            "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
        self.assertLess(max(light), 40)
        browser.keys("f")
        browser.wait(lambda: browser.driver.execute_script("return !!document.fullscreenElement"))
        browser.keys("f")
        browser.wait(lambda: browser.driver.execute_script("return !document.fullscreenElement"))

    def test_a_past_sale_is_replayed(self):
        browser = self.browser
        past = f"?from={self.began}&to={center.moment(0)}&speed=20"
        browser.open("/screen" + past)
        browser.wait_for_words("end of the replay", "#status")
        shown = browser.words("#orders")
        self.assertGreaterEqual(int(shown), len(self.buyers))
        self.assertIn("Steel drum", browser.words("table#products"))
        # What was is over: a new order changes nothing.
        center.order(self.buyers[0], (self.sku, 1))
        self.assertEqual(shown, browser.words("#orders"))


if __name__ == "__main__":
    unittest.main()
