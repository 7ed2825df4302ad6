"""The whole purchase, the console and the big screen in a browser that runs no script."""

import unittest

import center
import shopping
from browser import BrowserTest


class WithoutScripts(BrowserTest):
    scripts = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bowl = center.product("BOWL", "Oak bowl", "橡木碗", 3300)
        cls.spoon = center.product("SPOON", "Oak spoon", "橡木勺", 700)

    def test_no_script_runs(self):
        self.browser.shop()
        # The script would hide the button beside a choice that applies at once.
        self.browser.shop("/search?q=bowl")
        self.assertTrue(self.browser.one(".sorting button").is_displayed())

    def test_from_the_home_page_to_paid(self):
        browser = self.browser
        browser.shop()
        browser.fill({"q": "bowl"})
        browser.one("form.search button").click()
        browser.wait_for_path("/search")
        browser.one(".card a").click()
        browser.press("Add to cart")
        browser.press("View the cart")
        browser.fill({"quantity": "3"})
        browser.press("Update")
        browser.wait_for_words("£99.00", "aside")
        browser.press("Check out")
        shopping.register(browser, "scriptless@example.org")
        browser.wait_for_words("Where to?")
        browser.fill(shopping.ADDRESS)
        shopping.order_button(browser).click()
        shopping.pay(browser)
        browser.wait_for_words("Thank you! Your payment has arrived.")

    def test_a_sale(self):
        browser = self.browser
        sku = self.spoon["skus"][0]["id"]
        number = center.sale("Plain sale", "简单特卖", [(sku, 500, 9)])
        browser.shop(f"/sale/{number}")
        self.assertIn("9 left", browser.words(".saleitem"))
        center.sign_up("plain@example.org")
        browser.sign_in_as_buyer("plain@example.org")
        browser.shop(f"/sale/{number}")
        browser.press("Buy now: Oak spoon")
        browser.wait_for_words("£5.00", "aside")

    def test_console_and_big_screen(self):
        browser = self.browser
        token = center.sign_up("screen@example.org")
        center.order(token, (self.bowl["skus"][0]["id"], 1))
        browser.sign_in_as_owner()
        self.assertIn("Orders", browser.words(".figures"))
        browser.open("/screen")
        browser.wait(lambda: browser.words("#orders") != "0", "no orders on the screen")
        self.assertIn("Oak bowl", browser.words("table#products"))
        self.assertTrue(browser.all("meta[http-equiv=refresh]"), "the screen stands still")


if __name__ == "__main__":
    unittest.main()
