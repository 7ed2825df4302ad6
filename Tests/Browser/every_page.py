"""Every page, at phone and laptop width, in both languages.

axe-core finds nothing, nothing is wider than the window, nothing is left untranslated, and Tab
shows where it is.
"""

import concurrent.futures
import unittest

from selenium.webdriver.common.keys import Keys

import center
import shopping
from browser import LAPTOP, PHONE, Browser

# Names that stand on Chinese pages as they are.
NAMES = ["Online Retail"]
STOPS = 150


def things():
    """One of everything; gives the paths of the pages by who sees them."""
    shelf = center.make("/v1/categories", {"name": "Home", "name_zh": "家居"})
    below = {"name": "Lights", "name_zh": "灯具", "parent": shelf["id"]}
    center.make("/v1/categories", below)
    goods = [
        center.product(f"GOOD-{n}", f"Good thing {n}", f"好物{n}", 1000 + n, category=shelf["id"],
                       values=("小", "大") if n == 1 else ())
        for n in range(1, 8)
    ]
    center.product("GONE", "Gone thing", "售罄之物", 500, stock=0, category=shelf["id"])
    skus = [good["skus"][0]["id"] for good in goods]
    running = center.sale("Flood", "洪流", [(sku, 700, 9) for sku in skus[:4]], limit=3)
    coming = center.sale("Ebb", "退潮", [(skus[5], 700, 9)], starts=3600, ends=7200)
    over = center.sale("Past", "往昔", [(skus[4], 700, 9)], starts=-60, ends=2)
    center.make("/v1/warehouses", {"name": "仓库一"})
    center.make(
        "/v1/coupons",
        {"code": "TEN", "kind": "percent", "value": 1000, "currency": "GBP",
         "name": {"en": "Ten", "zh": "九折"}},
    )
    room = center.make(
        "/v1/waiting-rooms",
        {"sale": coming, "title": {"en": "Ebb", "zh": "退潮"}, "per_second": 50,
         "starts_at": center.moment(3600)},
    )["id"]
    token = center.sign_up("every@example.org", "王小明")
    lines = [(skus[0], 1), (skus[6], 2)]
    waiting = center.order(token, *lines)["id"]
    paid = center.order(token, *lines)["id"]
    cancelled = center.order(token, *lines)["id"]
    center.ask("POST", f"/v1/orders/{cancelled}/cancellation", token=token)
    shop, slug, sku = "/shop/online-retail", goods[0]["slug"], skus[0]
    buyer = {f"{shop}/orders/{order}" for order in (waiting, paid, cancelled)}
    return {
        "paid": paid,
        "nobody": [
            shop, f"{shop}/c/{shelf['slug']}", f"{shop}/search", f"{shop}/search?q=thing",
            f"{shop}/search?q=xyzzy", f"{shop}/p/{slug}", f"{shop}/p/gone-thing",
            f"{shop}/sale/{running}", f"{shop}/sale/{coming}", f"{shop}/sale/{over}",
            f"{shop}/cart", f"{shop}/sign-in", f"{shop}/sign-up", f"{shop}/nothing",
            "/console/sign-in", f"/_edge/rooms/{room}/draw", "/nothing",
        ],
        "buyer": [f"{shop}/account", f"{shop}/cart", f"{shop}/checkout", *sorted(buyer)],
        "owner": [
            "/console", "/console/products", "/console/products/new",
            f"/console/products/{goods[0]['id']}", "/console/import", "/console/stock",
            f"/console/stock/{sku}", "/console/sales", "/console/sales/new",
            f"/console/sales/{running}", f"/console/sales/{over}", "/console/rooms",
            "/console/rooms/new", f"/console/rooms/{room}", "/console/coupons",
            "/console/orders", "/console/orders?status=to_ship", f"/console/orders/{paid}",
            f"/console/orders/{waiting}", "/console/payments", "/console/payments?view=payouts",
            "/console/payments?view=differences", "/console/buyers", "/console/buyers/1",
            "/console/store", "/console/staff", "/console/keys", "/console/audit",
            "/console/cells", "/console/cells?count=1", "/console/metrics", "/console/account",
            "/console/nothing", "/screen",
        ],
    }


# Texts of more than one English word on a Chinese page, but names and what programs read.
UNTRANSLATED = """
const names = arguments[0];
const isEnglish = text => /[A-Za-z]{2,} [A-Za-z]{2,}/.test(
  names.reduce((rest, name) => rest.replaceAll(name, ""), text));
const skipped = "textarea,script,style,noscript,code,pre,time,[lang=en],option,address";
const found = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (node.parentElement.closest(skipped)) continue;
  if (isEnglish(node.data)) found.add(node.data.trim());
}
for (const element of document.querySelectorAll("[aria-label],[placeholder],[alt],[title]")) {
  if (element.closest("[lang=en],time")) continue;
  for (const name of ["aria-label", "placeholder", "alt", "title"]) {
    const text = element.getAttribute(name) || "";
    if (isEnglish(text)) found.add(name + ": " + text);
  }
}
return [...found];
"""


def visit(language, pages):
    """What is wrong with the pages in one language."""
    browser = Browser(language)
    wrong = []

    def look(path, is_walked):
        browser.open(path)
        for size in (LAPTOP, PHONE):
            browser.size(size)
            where = f"{path} in {language} at {size[0]}"
            wrong.extend(f"{where}: {fault}" for fault in browser.faults())
            if browser.overflow() > 0:
                wrong.append(f"{where}: {browser.overflow()} pixels too wide")
        browser.size(LAPTOP)
        if language == "zh-CN":
            texts = browser.driver.execute_script(UNTRANSLATED, NAMES)
            wrong.extend(f"{path} is not in Chinese: {text}" for text in texts)
        if is_walked:
            wrong.extend(walk(browser, path))

    try:
        for path in pages["nobody"]:
            look(path, language == "en")
        browser.sign_in_as_buyer("every@example.org")
        browser.shop("/p/good-thing-2")
        browser.one(".add button").click()
        browser.wait_for_path("note=added")
        for path in pages["buyer"]:
            look(path, language == "en")
        browser.open("/console/sign-in")
        browser.fill({"email": center.OWNER, "password": center.OWNER_PASSWORD})
        browser.one("main button").click()
        browser.wait(lambda: "sign-in" not in browser.driver.current_url)
        for path in pages["owner"]:
            look(path, language == "en")
        # Pages that are not there say so with their status.
        wrong.extend(browser.complaints(allowed={404}))
    finally:
        browser.close()
    return wrong


def walk(browser, path):
    """Tab from the top of a page to its end: each stop is seen, and it comes out at the end."""
    browser.driver.execute_script("scrollTo(0, 0); document.activeElement.blur()")
    stops = 0
    while stops < STOPS:
        browser.keys(Keys.TAB)
        at_end = browser.driver.execute_script(
            "const at = document.activeElement; if (at === document.body) return true;"
            "const was = at.hasAttribute('data-was'); at.setAttribute('data-was', ''); return was"
        )
        if at_end:
            break
        stops += 1
        if not browser.focus_is_visible():
            return [f"{path}: the focus is not seen at {browser.focus()}"]
    return [] if stops >= 2 else [f"{path}: Tab stops {stops} times"]


class EveryPage(unittest.TestCase):
    def test_every_page(self):
        pages = things()
        payer = Browser()
        try:
            payer.sign_in_as_buyer("every@example.org", "/account")
            payer.shop(f"/orders/{pages['paid']}")
            payer.press(f"Pay £{payer.words('.paynow button').split('£')[1]}")
            shopping.pay(payer)
            payer.wait_for_words("Thank you! Your payment has arrived.")
        finally:
            payer.close()
        with concurrent.futures.ThreadPoolExecutor(2) as both:
            found = both.map(lambda language: visit(language, pages), ("en", "zh-CN"))
            wrong = [fault for faults in found for fault in faults]
        self.assertEqual([], wrong, "\n" + "\n".join(wrong))


if __name__ == "__main__":
    unittest.main()
