"""The language that the browser prefers, and the one that a person chose."""

import unittest

import center
from browser import Browser, BrowserTest


class Languages(BrowserTest):
    language = "zh-CN,zh,en"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup = center.product("CUP", "Paper cup", "纸杯", 120)

    def lang(self):
        return self.browser.driver.execute_script("return document.documentElement.lang")

    def test_the_store_speaks_the_browsers_language(self):
        browser = self.browser
        browser.shop("/p/" + self.cup["slug"])
        self.assertEqual("zh-Hans", self.lang())
        self.assertIn("加入购物车", browser.words())
        self.assertIn("纸杯", browser.words("h1"))

    def test_a_choice_stays(self):
        browser = self.browser
        browser.shop("/p/" + self.cup["slug"])
        browser.press("English")
        browser.wait_for_words("Add to cart")
        self.assertEqual("en", self.lang())
        browser.shop("/cart")
        self.assertEqual("en", self.lang())
        browser.press("简体中文")
        browser.wait_for_words("购物车还是空的。")
        browser.shop()
        self.assertEqual("zh-Hans", self.lang())

    def test_the_console_and_the_screen_too(self):
        browser = self.browser
        browser.open("/console/sign-in")
        self.assertEqual("登录", browser.words("h1"))
        browser.press("English")
        browser.wait_for_words("Sign in", "h1")
        browser.sign_in_as_owner()
        browser.press("简体中文")
        browser.wait_for_words("今日", "h1")
        browser.open("/screen")
        browser.wait_for_words("成交额")
        self.assertEqual("zh-Hans", self.lang())
        browser.press("English")
        browser.wait_for_words("GMV")

    def test_other_browsers_get_english(self):
        other = Browser("de-DE,de")
        try:
            other.open("/console/sign-in")
            self.assertEqual("Sign in", other.words("h1"))
            other.shop()
            self.assertIn("Sign in", other.words("header"))
            self.assertEqual([], other.complaints())
        finally:
            other.close()


if __name__ == "__main__":
    unittest.main()
