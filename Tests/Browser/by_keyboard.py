"""A purchase with Tab, Enter and letters alone; each stop of the focus can be seen."""

import unittest

from selenium.webdriver.common.keys import Keys

import center
import shopping
from browser import BrowserTest

STOPS = 80


class ByKeyboard(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scarf = center.product("SCARF", "Wool scarf", "羊毛围巾", 2800, values=("Red", "Blue"))

    def tab_to(self, query):
        """Moves the focus on until it is at the element, as a person does; it must be seen."""
        for _ in range(STOPS):
            self.browser.keys(Keys.TAB)
            self.assertTrue(self.browser.focus_is_visible(), self.browser.focus())
            if self.browser.driver.execute_script(
                "return document.activeElement.matches(arguments[0])", query
            ):
                return
        self.fail(f"Tab never comes to {query}")

    def type_into(self, fields):
        for name, value in fields.items():
            self.tab_to(f"[name={name}]")
            self.browser.keys(value)

    def enter(self, query):
        self.tab_to(query)
        self.browser.keys(Keys.ENTER)

    def test_from_the_home_page_to_paid(self):
        browser = self.browser
        browser.shop()
        browser.keys(Keys.TAB)
        self.assertEqual("Skip to the content", browser.focused().text)
        browser.keys(Keys.ENTER)
        self.enter(".card a")
        browser.wait_for_path("/p/wool-scarf")
        self.tab_to("[name=sku]")
        browser.keys(Keys.ARROW_DOWN)
        browser.wait_for_words("£29.00", "#price")
        self.enter(".add button")
        browser.wait_for_words("Added to your cart.")
        self.enter(".note a")
        browser.wait_for_path("/cart")
        self.enter("a[href$='/checkout']")
        browser.wait_for_path("/sign-in")
        self.enter("a[href*='/sign-up']")
        browser.wait_for_path("/sign-up")
        self.type_into(
            {"name": "Ada", "email": "keys@example.org", "password": center.BUYER_PASSWORD}
        )
        browser.keys(Keys.ENTER)
        browser.wait_for_path("/checkout")
        self.type_into({name: shopping.ADDRESS[name] for name in ("name", "line1", "postcode")})
        self.type_into({"city": shopping.ADDRESS["city"]})
        self.enter("button[value=order]")
        browser.wait_for_words("Sandbox payment", "h1")
        self.enter("button[value=pay]")
        browser.wait_for_words("Thank you! Your payment has arrived.")


if __name__ == "__main__":
    unittest.main()
