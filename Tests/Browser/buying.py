"""A buyer from the home page to "paid", and what stands in the way."""

import unittest

from selenium.webdriver.common.action_chains import ActionChains

import center
import shopping
from browser import BrowserTest


class Buying(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shelf = center.make("/v1/categories", {"name": "Kitchen", "name_zh": "厨房"})
        cls.mug = center.product("MUG", "Enamel mug", "搪瓷杯", 1250, category=shelf["id"])
        cls.shirt = center.product(
            "SHIRT", "Linen shirt", "亚麻衬衫", 3900, category=shelf["id"], values=("S", "M", "L")
        )

    def test_from_the_home_page_to_paid(self):
        browser = self.browser
        browser.shop()
        browser.press("Linen shirt\nfrom £39.00")
        browser.wait_for_path("/p/linen-shirt")
        browser.one(".choice label:nth-of-type(2)").click()
        browser.wait_for_words("£40.00", "#price")
        browser.press("Add to cart")
        browser.press("View the cart")
        browser.wait_for_words("Linen shirt (M)")
        # A quantity counts at once.
        quantity = browser.one("input[name=quantity]")
        quantity.clear()
        quantity.send_keys("2\t")
        browser.wait_for_words("£80.00", "aside")
        browser.press("Check out")
        shopping.register(browser, "paid@example.org")
        browser.wait_for_words("Where to?")
        browser.fill(shopping.ADDRESS)
        browser.press("Order and pay £80.00")
        shopping.pay(browser)
        browser.wait_for_words("Thank you! Your payment has arrived.")
        self.assertIn("Paid", browser.words(".head .state"))
        self.assertIn("1 Flood Lane", browser.words())
        browser.press("Account")
        browser.wait_for_words("Your orders")
        self.assertEqual(1, len(browser.all(".orderrow")))
        browser.shop("/cart")
        browser.wait_for_words("There is nothing in it yet.")

    def test_a_declined_payment_is_tried_again(self):
        browser = self.browser
        token = center.sign_up("declined@example.org")
        shopping.go_to_checkout(browser, "declined@example.org", self.mug["slug"])
        shopping.order_button(browser).click()
        shopping.pay(browser, "Decline the card")
        browser.wait_for_words("The payment was declined.")
        browser.press("Try again")
        shopping.pay(browser)
        browser.wait_for_words("Thank you! Your payment has arrived.")
        self.assertEqual(1, len(center.orders(token)))

    def test_the_last_one_goes_to_somebody_else(self):
        browser = self.browser
        vase = center.product("VASE", "Glass vase", "玻璃花瓶", 2100, stock=1)
        center.sign_up("late@example.org")
        shopping.go_to_checkout(browser, "late@example.org", vase["slug"])
        quick = center.sign_up("quick@example.org")
        center.order(quick, (vase["skus"][0]["id"], 1))
        self.allowed = {409}
        shopping.order_button(browser).click()
        browser.wait_for_words("“Glass vase” is sold out.", "[role=alert]")
        # The address that was typed is still there.
        self.assertEqual("1 Flood Lane", browser.one("[name=line1]").get_attribute("value"))
        browser.shop("/p/" + vase["slug"])
        button = browser.one(".buy button[type=submit]")
        self.assertEqual((button.text, button.is_enabled()), ("Sold out", False))

    def test_the_same_order_twice_is_one(self):
        browser = self.browser
        token = center.sign_up("twice@example.org")
        shopping.go_to_checkout(browser, "twice@example.org", self.mug["slug"])
        fields = browser.driver.execute_script(
            "const form = new FormData(document.querySelector('form.checkout'));"
            "form.append('do', 'order'); return new URLSearchParams(form).toString()"
        )
        # An impatient buyer clicks twice …
        button = shopping.order_button(browser)
        ActionChains(browser.driver, duration=0).double_click(button).perform()
        browser.wait_for_words("Sandbox payment", "h1")
        # … and a browser sends the form again, as after a lost connection.
        browser.shop("/account")
        for _ in range(2):
            browser.driver.execute_async_script(
                "const [path, body, done] = arguments; fetch(path, {method: 'POST', body, "
                "redirect: 'manual', headers: {'Content-Type': "
                "'application/x-www-form-urlencoded'}}).then(() => done(), done)",
                center.SHOP + "/checkout",
                fields,
            )
        self.assertEqual(1, len(center.orders(token)))

    def test_a_coupon_takes_off(self):
        browser = self.browser
        name = {"en": "Ten percent", "zh": "九折"}
        wish = {"code": "TEN", "kind": "percent", "value": 1000, "currency": "GBP", "name": name}
        center.make("/v1/coupons", wish)
        center.sign_up("coupon@example.org")
        shopping.go_to_checkout(browser, "coupon@example.org", self.mug["slug"])
        browser.fill({"coupon": "ELEVEN"})
        browser.press("Apply")
        self.assertIn("coupon", browser.words("#f-coupon-error").lower())
        browser.fill({"coupon": "TEN"})
        browser.press("Apply")
        browser.wait_for_words("−£1.25", ".sum")
        self.assertIn("£11.25", shopping.order_button(browser).text)

    def test_a_wrong_address_is_said_beside_its_field(self):
        browser = self.browser
        center.sign_up("nowhere@example.org")
        browser.sign_in_as_buyer("nowhere@example.org")
        shopping.add_to_cart(browser, self.mug["slug"])
        browser.shop("/checkout")
        browser.driver.execute_script("document.querySelector('form.checkout').noValidate = true")
        self.allowed = {422}
        shopping.order_button(browser).click()
        browser.wait_for_words("Where should we send it?", "[role=alert]")
        field = browser.one("[name=line1]")
        self.assertEqual("true", field.get_attribute("aria-invalid"))
        note = browser.one("#" + field.get_attribute("aria-describedby"))
        self.assertTrue(note.is_displayed() and note.text)

    def test_search_suggests_and_finds(self):
        browser = self.browser
        browser.shop()
        browser.one("#q").send_keys("enamle mug")
        browser.one(".suggest a")
        self.assertIn("Enamel mug", browser.words(".suggest"))
        browser.keys("\ue015")
        self.assertEqual("a", browser.focused().tag_name)
        browser.keys("\ue00c")
        browser.one("#q").send_keys("\ue007")
        browser.wait_for_path("/search")
        self.assertIn("Enamel mug", browser.words())


if __name__ == "__main__":
    unittest.main()
