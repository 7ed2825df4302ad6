"""A merchant at work: a sale is made and sells, a store is arranged, an order leaves."""

import unittest

import center
import shopping
from browser import Browser, BrowserTest


class Staff(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyers_browser = Browser()
        cls.addClassCleanup(cls.buyers_browser.close)
        cls.tea = center.product("TEA", "Green tea", "绿茶", 900)

    def setUp(self):
        super().setUp()
        self.browser.sign_in_as_owner()

    def tearDown(self):
        self.assertEqual([], self.buyers_browser.complaints(self.allowed))
        super().tearDown()

    def figure(self, name):
        """A figure of the first page."""
        for figure in self.browser.all(".figure"):
            if figure.find_element("css selector", ".name").text == name:
                return figure.find_element("css selector", "strong").text
        self.fail(f"there is no figure {name}")

    def test_a_sale_is_made_and_sells(self):
        browser, buyer = self.browser, self.buyers_browser
        before = int(self.figure("Orders"))
        browser.press("Sales")
        browser.press("New sale")
        browser.fill(
            {
                "name": "Tea time",
                "nameChinese": "下午茶",
                "startsAt": center.moment(-120)[:16],
                "endsAt": center.moment(7200)[:16],
                "limitPerBuyer": "2",
                "text": "Two packets each.",
            }
        )
        browser.press("Save")
        browser.wait_for_words("Saved.")
        browser.fill({"code": "TEA", "price": "4.50", "stock": "10"})
        browser.press("Put into the sale")
        browser.wait_for_words("Green tea")
        browser.press("Schedule")
        browser.wait_for_words("Close now")
        number = browser.driver.current_url.split("/")[-1].split("?")[0]

        # The big screen is watched in a window of its own while somebody buys.
        page = browser.driver.current_window_handle
        browser.driver.switch_to.new_window("window")
        browser.size((1920, 1080))
        browser.open("/screen")
        browser.wait(lambda: browser.all("#status.live"), "the screen is not live")
        browser.wait_for_words("Tea time", "table#sales")
        shown = browser.words("#gmv")
        center.sign_up("tea@example.org")
        buyer.sign_in_as_buyer("tea@example.org")
        buyer.shop()
        buyer.one(f".saletile[href$='/sale/{number}']").click()
        buyer.press("Buy now: Green tea")
        buyer.wait_for_words("Where to?")
        buyer.fill(shopping.ADDRESS)
        shopping.order_button(buyer).click()
        shopping.pay(buyer)
        buyer.wait_for_words("Thank you! Your payment has arrived.")
        browser.wait(lambda: browser.words("#gmv") != shown, "the GMV stands still")
        browser.wait_for_words("Green tea", "table#products")
        browser.wait(lambda: browser.words("#paid") != "0", "nothing is paid")
        self.assertEqual([], browser.complaints())
        browser.driver.close()
        browser.driver.switch_to.window(page)

        browser.open("/console")
        self.assertEqual(before + 1, int(self.figure("Orders")))
        browser.open(f"/console/sales/{number}")
        row = browser.words("table")
        self.assertRegex(row, r"Green tea.* £4\.50 \S+ 10 1 9")
        browser.open("/console/sales")
        self.assertIn("Tea time", browser.words("table.calendar"))

    def test_an_order_leaves_and_its_money_goes_back(self):
        browser, buyer = self.browser, self.buyers_browser
        center.sign_up("parcel@example.org")
        buyer.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        shopping.go_to_checkout(buyer, "parcel@example.org", self.tea["slug"])
        shopping.order_button(buyer).click()
        shopping.pay(buyer)
        buyer.wait_for_words("Thank you! Your payment has arrived.")
        order = buyer.driver.current_url.split("/")[-1].split("?")[0]

        browser.open("/console/orders?status=to_ship")
        browser.one(f"input[name=order][value='{order}']").click()
        browser.fill({"carrier": "Parcel Post"})
        browser.press("Ship the chosen orders")
        browser.wait_for_words("1 of 1 orders shipped.")
        browser.open(f"/console/orders/{order}")
        self.assertIn("Parcel Post", browser.words())
        # The record of the journal that made the order stands behind it.
        self.assertRegex(browser.words(), r"(?s)placed.*buyer.*payment_deadline")
        self.assertIn("1 Flood Lane", browser.words())
        browser.press("Mark as delivered")
        browser.wait_for_words("Saved.")
        browser.fill({"amount": "9999.00"})
        browser.press("Pay back")
        browser.wait_for_words("Nothing goes back: at most £")
        browser.wait_for_words("not £9,999.00")
        browser.fill({"amount": "2.00"})
        browser.press("Pay back")
        browser.wait_for_words("Refunded: £2.00 goes back to the buyer")
        browser.wait_for_words("£2.00", ".timeline")
        buyer.shop(f"/orders/{order}")
        for words in ("Parcel Post", "Delivered", "£2.00"):
            buyer.wait_for_words(words)
        browser.open("/console/audit")
        for action in ("Several orders shipped", "Shipment delivered", "Money paid back"):
            self.assertIn(action, browser.words("table"))

    def test_the_home_page_is_arranged_and_previewed(self):
        browser, buyer = self.browser, self.buyers_browser
        browser.press("Storefront")
        browser.fill({"name": "Tea & Sons", "primary": "#7a1f3d", "accent": "#0a6b5c"})
        browser.press("Save")
        browser.wait_for_words("Saved.")
        for fields in (
            {"kind": "hero", "title": "Tea from the hills", "text": "Picked by hand."},
            {"kind": "products", "title": "Our teas", "query": "tea", "count": "4"},
            {"kind": "text", "text": "We answer letters on Sundays."},
        ):
            browser.press("Add a block")
            browser.fill(fields)
            browser.press("Add")
            browser.wait_for_words("Saved.")
        browser.all("button[value=up], form button")
        rows = browser.all("main table tbody tr")
        self.assertEqual(3, len(rows))
        rows[2].find_element("xpath", ".//button[normalize-space()='Up']").click()
        browser.wait(lambda: "Sundays" in browser.all("main table tbody tr")[1].text)
        browser.press("Preview the draft")
        browser.wait_for_words("Preview of the draft")
        self.assertRegex(browser.words(), r"(?s)hills.*Sundays.*Our teas.*Green tea")
        # The button of the greeting has the merchant's colour.
        colour = browser.driver.execute_script(
            "return getComputedStyle(document.querySelector('.hero')).backgroundColor"
        )
        self.assertEqual("rgb(122, 31, 61)", colour)
        buyer.shop()
        self.assertIn("Tea & Sons", buyer.words("header"))
        self.assertNotIn("Sundays", buyer.words())
        browser.open("/console/store")
        browser.press("Publish")
        browser.wait_for_words("Saved.")
        buyer.shop()
        self.assertIn("Sundays", buyer.words())

    def test_a_product_is_made_and_stocked(self):
        browser, buyer = self.browser, self.buyers_browser
        browser.press("Products")
        browser.press("New product")
        browser.fill({"name": "Clay teapot", "nameChinese": "紫砂壶", "status": "published"})
        browser.press("Save")
        browser.wait_for_words("Saved.")
        browser.fill({"code": "POT", "price": "35.00"})
        browser.press("Add")
        browser.wait_for_words("POT", "table")
        buyer.shop("/search?q=teapot")
        self.assertIn("Clay teapot", buyer.words())

    def test_what_fails_is_shown_in_the_console(self):
        browser = self.browser
        self.allowed = {404, 422}
        for path in ("/console/nothing", "/console/orders/999999999"):
            browser.open(path)
            self.assertEqual("Not found", browser.words("h1"))
            self.assertTrue(browser.all("nav.side a"), "the way on is missing")
        browser.open("/console/sales/new")
        browser.fill({"name": "Backwards", "endsAt": "2001-01-01T00:00"})
        browser.press("Save")
        # What was typed is kept, and the focus is on what is wrong, with a way to the field.
        browser.wait_for_words("Something is not right yet", "[role=alert]")
        browser.wait(lambda: browser.focused().get_attribute("role") == "alert", "no focus")
        self.assertEqual("Backwards", browser.one("[name=name]").get_attribute("value"))
        self.assertEqual([], browser.faults())
        browser.one("[role=alert] a").click()
        wrong = browser.focused()
        self.assertEqual("endsAt", wrong.get_attribute("name"))
        self.assertEqual("true", wrong.get_attribute("aria-invalid"))
        said = browser.one("#" + wrong.get_attribute("aria-describedby"))
        self.assertIn("after the start", said.text)
        browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        browser.open("/console/nothing")
        self.assertEqual("Not found", browser.words("h1"))

    def test_every_page_says_what_it_may_load(self):
        browser = self.browser
        self.allowed = {404}
        policies = {
            path: browser.driver.execute_async_script(
                "const [path, done] = arguments; fetch(path).then(reply => "
                "done(reply.headers.get('Content-Security-Policy')), done)",
                path,
            )
            for path in ("/console", "/console/nothing", "/screen", "/shop/online-retail")
        }
        for path, policy in policies.items():
            with self.subTest(path=path):
                for part in ("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"):
                    self.assertIn(part, policy or "")
                self.assertNotIn("unsafe", policy or "")


if __name__ == "__main__":
    unittest.main()
