"""The page of a flash sale: it opens by the server's clock, and shows its stock as it goes."""

import time
import unittest

import center
import shopping
from browser import BrowserTest


class FlashSale(BrowserTest):
    def setUp(self):
        super().setUp()
        # Goods of its own, so that no other test's sale has a better offer of them.
        lamp = center.product("LAMP-" + self.id()[-20:], "Reading lamp", "阅读灯", 4500)
        self.sku = lamp["skus"][0]["id"]

    def test_it_opens_by_the_clock_of_the_server(self):
        browser = self.browser
        # The buyer's clock is an hour slow.
        planted = browser.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": "const now = Date.now; Date.now = () => now() - 3600000"},
        )
        try:
            number = center.sale("Dawn sale", "黎明特卖", [(self.sku, 2000, 5)], starts=5)
            browser.shop(f"/sale/{number}")
            button = browser.one(".saleitem button")
            self.assertFalse(button.is_enabled())
            self.assertIn("Starts in", browser.words(".clock"))
            left = browser.words(".clock .countdown")
            self.assertLessEqual(left, "00:00:05")
            browser.wait(button.is_enabled, "the sale never opened")
            self.assertIn("Ends in", browser.words(".clock"))
            button.click()
            browser.wait_for_path("/sign-in")
        finally:
            browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", planted)

    def test_stock_goes_without_hammering(self):
        browser = self.browser
        number = center.sale("Stock sale", "库存特卖", [(self.sku, 2000, 7)])
        browser.shop(f"/sale/{number}")
        browser.wait_for_words("7 left", ".saleitem")
        started = time.monotonic()
        list(browser.requests())
        buyers = [center.sign_up(f"stock-{n}@example.org") for n in range(2)]
        for token, left, count in zip(buyers, ("4 left", "Sold out"), (3, 4)):
            center.order(token, (self.sku, count))
            browser.wait_for_words(left, ".saleitem")
        self.assertFalse(browser.one(".saleitem button").is_enabled())
        asked = [address for address in browser.requests() if "stock.json" in address]
        self.assertLessEqual(len(asked), 2 + (time.monotonic() - started))
        # Nobody waits for the end of what is gone.
        for _ in range(2):
            browser.wait_for_words("Sold out", ".clock")
            self.assertFalse(browser.one(".clock .countdown").is_displayed())
            browser.shop(f"/sale/{number}")
        browser.shop()
        self.assertNotIn("Ends in", browser.words(f".saletile[href$='/sale/{number}']"))

    def test_the_limit_for_each_buyer_is_told_in_words(self):
        browser = self.browser
        number = center.sale("Limit sale", "限购特卖", [(self.sku, 1900, 50)], limit=1)
        center.sign_up("limit@example.org")
        browser.sign_in_as_buyer("limit@example.org")
        browser.shop(f"/sale/{number}")
        self.assertIn("1 item of this sale for each customer", browser.words(".salehead"))
        for is_first in (True, False):
            browser.shop(f"/sale/{number}")
            browser.press("Buy now: Reading lamp")
            browser.wait_for_words("Where to?")
            self.assertIn("£19.00", browser.words("aside"))
            if is_first:
                browser.fill(shopping.ADDRESS)
            shopping.order_button(browser).click()
            if is_first:
                browser.wait_for_path("/pay/")
        self.allowed = {409}
        browser.wait_for_words("1 for each customer, and you have taken 1", "[role=alert]")

    def test_a_sale_that_is_over_says_so(self):
        browser = self.browser
        number = center.sale("Short sale", "短时特卖", [(self.sku, 1800, 5)], ends=3)
        browser.shop(f"/sale/{number}")
        browser.wait_for_words("This sale has ended", ".clock")
        browser.wait(lambda: not browser.one(".saleitem button").is_enabled())
        browser.shop(f"/sale/{number}")
        self.assertIn("Ended", browser.words(".saleitem button"))


if __name__ == "__main__":
    unittest.main()
