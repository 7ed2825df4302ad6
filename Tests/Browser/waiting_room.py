"""A sale behind a waiting room: the line, the turn, and the sale's price to the end.

SPILLWAY_URL is an edge's here.
"""

import unittest

import center
import shopping
from browser import BrowserTest


def room(sale, seconds):
    """A waiting room before a sale that lets in from so many seconds from now on."""
    wish = {
        "sale": sale,
        "title": {"en": "Kettle rush", "zh": "水壶抢购"},
        "starts_at": center.moment(seconds),
        "per_second": 50,
    }
    return center.make("/v1/waiting-rooms", wish)["id"]


class Line(BrowserTest):
    def wait_for_room(self, number):
        """Opens the sale until the edge has heard of the room."""

        def is_waiting():
            self.browser.shop(f"/sale/{number}")
            return "Kettle rush" in self.browser.words("h1")

        self.browser.wait(is_waiting, "the room never came to the edge")

    def buy(self, name, price):
        """From the moment that the sale lets in to "paid"."""
        browser = self.browser
        browser.one(".saleitem")
        self.assertIn("24 left", browser.words(".saleitem"))
        browser.press(f"Buy now: {name}")
        browser.wait_for_words("Where to?")
        self.assertIn(price, browser.words("aside"))
        self.assertNotIn("sale price is gone", browser.words("aside"))
        browser.fill(shopping.ADDRESS)
        browser.press(f"Order and pay {price}")
        shopping.pay(browser)
        browser.wait_for_words("Thank you! Your payment has arrived.")
        self.assertIn(price, browser.words())


class WithScripts(Line):
    def test_from_the_line_to_paid(self):
        browser = self.browser
        sku = center.product("KETTLE", "Steel kettle", "钢水壶", 375)["skus"][0]["id"]
        number = center.sale("Kettle sale", "水壶特卖", [(sku, 199, 24)])
        center.sign_up("line@example.org")
        browser.sign_in_as_buyer("line@example.org")
        # Who had it in the cart at the everyday price gets the sale's by "buy now".
        shopping.add_to_cart(browser, "steel-kettle")
        room(number, 8)
        self.wait_for_room(number)
        self.assertIn("has not begun", browser.words("h1"))
        browser.wait(lambda: ":" in browser.words("[data-left]"), "the countdown stands still")
        self.assertEqual([], browser.faults())
        self.assertLessEqual(browser.overflow(), 0)
        list(browser.requests())
        self.buy("Steel kettle", "£1.99")


class WithoutScripts(Line):
    scripts = False

    def test_from_the_line_to_paid(self):
        browser = self.browser
        # For sale in no other way.
        wish = {
            "name": "Iron kettle",
            "name_zh": "铁水壶",
            "status": "published",
            "skus": [{"code": "IRON", "price": center.pounds(375), "status": "published"}],
        }
        sku = center.make("/v1/products", wish)["skus"][0]["id"]
        number = center.sale("Iron sale", "铁水壶特卖", [(sku, 149, 24)])
        center.sign_up("scriptless-line@example.org")
        browser.sign_in_as_buyer("scriptless-line@example.org")
        room(number, 3)
        self.wait_for_room(number)
        self.assertTrue(browser.all("meta[http-equiv=refresh]"), "the page never comes again")
        self.buy("Iron kettle", "£1.49")


if __name__ == "__main__":
    unittest.main()
