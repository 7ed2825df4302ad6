"""Chromium as a person uses it, and what must hold on every page that it shows."""

import json
import os
import tempfile
import unittest
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

import center

PHONE, LAPTOP, WALL, LARGE_WALL = (390, 844), (1366, 768), (1920, 1080), (3840, 2160)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Seconds after which a condition that a test waits for is a failure.
PATIENCE = 20
# What the driver says of an element that a new page has just taken away.
GONE = ("stale element", "no such element", "does not belong to the document", "inspector error")
# Ours: the pages, and the payment provider's, on the next port unless told.
PORT = urlsplit(center.URL).port
HOSTS = {f"127.0.0.1:{n}" for n in (PORT, int(os.environ.get("SPILLWAY_PROVIDER_PORT", PORT + 1)))}


class Browser:
    """One Chromium with a profile of its own."""

    def __init__(self, language="en", scripts=True):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--window-size=1366,768",
        ]:
            options.add_argument(argument)
        preferences = {"intl.accept_languages": language, "credentials_enable_service": False}
        if not scripts:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService("/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(60)
        self.size(LAPTOP)

    def close(self):
        self.driver.quit()

    def size(self, size):
        """The window's inner size, as a device of that size has it."""
        width, height = size
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def open(self, address):
        self.driver.get(address if address.startswith("http") else center.URL + address)

    def shop(self, path=""):
        self.open(center.SHOP + path)

    def all(self, query):
        return self.driver.find_elements(By.CSS_SELECTOR, query)

    def one(self, query):
        """The first element that there is or soon will be."""
        return self.wait(lambda: next(iter(self.all(query)), None), f"no {query}")

    def words(self, query="main"):
        return self.one(query).text

    def wait(self, condition, said="it never came"):
        """Waits until the condition gives something true, and gives it."""

        def told(_):
            try:
                return condition()
            except Exception as error:  # an element that a new page took away
                if any(words in str(error) for words in GONE):
                    return False
                raise

        where = f"{said} on {self.driver.current_url}"
        return WebDriverWait(self.driver, PATIENCE, 0.05).until(told, where)

    def wait_for_words(self, text, query="main"):
        self.wait(lambda: text in self.driver.find_element(By.CSS_SELECTOR, query).text, text)

    def wait_for_path(self, part):
        self.wait(lambda: part in self.driver.current_url, f"no {part}")

    def fill(self, fields):
        """Types into the fields of these names, or chooses in them."""
        for name, value in fields.items():
            field = self.one(f"[name='{name}']:not([type=hidden])")
            if field.tag_name == "select":
                Select(field).select_by_value(value)
            elif field.get_attribute("type") in ("datetime-local", "date", "color"):
                # The form in which a person types these differs from machine to machine.
                self.driver.execute_script("arguments[0].value = arguments[1]", field, value)
            else:
                field.clear()
                field.send_keys(value)

    def press(self, text):
        """Presses the button or follows the link of this text."""

        def found():
            for element in self.all("button, a, summary"):
                if element.is_displayed() and text in (
                    element.text.strip(),
                    element.get_attribute("aria-label"),
                ):
                    return element
            return None

        element = self.wait(found, f"nothing says {text}")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def keys(self, *keys):
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def focused(self):
        return self.driver.switch_to.active_element

    def focus(self):
        """Where the focus is, in words."""
        return self.driver.execute_script(
            "return document.activeElement.outerHTML.slice(0, 200) + ' on ' + location.pathname"
        )

    def focus_is_visible(self):
        """Whether an outline shows where the focus is, at least two pixels wide."""
        return self.driver.execute_script(
            """
            const at = document.activeElement;
            if (at === document.body || at === document.documentElement) return true;
            const shown = [at, at.nextElementSibling, at.closest("label")].filter(Boolean);
            return at.matches(":focus-visible") && shown.some(element => {
              const style = getComputedStyle(element), box = element.getBoundingClientRect();
              return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 &&
                style.opacity !== "0" && box.width > 4 && box.height > 4 && box.right > 0 &&
                box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
            });
            """
        )

    def sign_in_as_owner(self, path="/console"):
        self.open("/console/sign-in?next=" + path)
        self.fill({"email": center.OWNER, "password": center.OWNER_PASSWORD})
        self.press("Sign in")
        self.wait(lambda: "sign-in" not in self.driver.current_url)

    def sign_in_as_buyer(self, email, next_page="/account"):
        self.shop("/sign-in?next=" + next_page)
        self.fill({"email": email, "password": center.BUYER_PASSWORD})
        self.one("main form [type=submit]").click()
        self.wait(lambda: "sign-in" not in self.driver.current_url)

    def faults(self):
        """What axe-core finds against WCAG 2.1, A and AA, on the page as it is."""
        self.driver.execute_script(f"if (!window.axe) {{ {AXE} }}")
        found = self.driver.execute_async_script(
            """
            const done = arguments[0];
            axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa",
              "wcag21a", "wcag21aa", "best-practice"]}).then(result => done(result.violations.map(
                fault => fault.id + ": " + fault.nodes.slice(0, 3).map(node =>
                  node.target.join(" ") + " (" + node.any.concat(node.all, node.none).map(
                    check => check.message).join("; ") + ")").join(" | "))),
              error => done(["axe failed: " + error]));
            """
        )
        return found

    def overflow(self):
        """By how many pixels the page is wider than the window."""
        return self.driver.execute_script(
            "const e = document.documentElement; return e.scrollWidth - e.clientWidth"
        )

    def complaints(self, allowed=()):
        """What the console and the network tell since the last call, other than what is allowed."""
        said = []
        for entry in self.driver.get_log("browser"):
            text = entry["message"]
            if entry["level"] not in ("SEVERE", "WARNING"):
                continue
            if not any(f"status of {status}" in text for status in allowed):
                said.append(f"{entry['level']} {text}")
        for request in self.requests():
            parts = urlsplit(request)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in HOSTS:
                said.append(f"a request to another host: {request}")
        return said

    def events(self):
        """What the network told since the last call."""
        for entry in self.driver.get_log("performance"):
            yield json.loads(entry["message"])["message"]

    def requests(self):
        """The addresses that were asked for since the last call."""
        return [
            event["params"]["request"]["url"]
            for event in self.events()
            if event["method"] == "Network.requestWillBeSent"
        ]


class BrowserTest(unittest.TestCase):
    """Tests in one Chromium; after each, nothing may have gone wrong unseen."""

    language = "en"
    scripts = True

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(cls.language, cls.scripts)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        # Answers that a test wants, and that the console lists as errors.
        self.allowed = set()
        self.browser.size(LAPTOP)
        self.browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})

    def tearDown(self):
        browser = self.browser
        outcome = self._outcome.result
        failed = outcome.failures + outcome.errors
        if any(test is self for test, _ in failed):
            place = Path(os.environ.get("SPILLWAY_SHOTS", tempfile.gettempdir()))
            browser.driver.save_screenshot(str(place / f"failed-{self.id()}.png"))
            said = [element.text for element in browser.all("h1, .note, .notice, [role=alert]")]
            print(f"at {browser.driver.current_url}: {said}")
        self.assertEqual([], browser.complaints(self.allowed))
