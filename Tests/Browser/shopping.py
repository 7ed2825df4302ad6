"""What a buyer does, step by step, in English."""

import center

ADDRESS = {
    "name": "Ada Buyer",
    "line1": "1 Flood Lane",
    "city": "London",
    "postcode": "N1 1AA",
    "country": "GB",
}


def register(browser, email):
    """From the form for signing in to a new account."""
    browser.wait_for_path("/sign-in")
    browser.press("Create an account")
    browser.wait_for_path("/sign-up")
    browser.fill(
        {"name": "Ada Buyer", "email": email, "password": center.BUYER_PASSWORD, "country": "GB"}
    )
    browser.press("Create the account")


def add_to_cart(browser, slug):
    """From a product's page into the cart."""
    browser.shop("/p/" + slug)
    browser.press("Add to cart")
    browser.wait_for_words("Added to your cart.")


def go_to_checkout(browser, email, slug):
    """A buyer who has an account, with one product, on the page before the order."""
    browser.sign_in_as_buyer(email)
    add_to_cart(browser, slug)
    browser.shop("/checkout")
    browser.wait_for_words("Where to?")
    browser.fill(ADDRESS)


def order_button(browser):
    return browser.one("main button[value=order]")


def pay(browser, choice="Pay"):
    """On the provider's page, which is another host to the shop."""
    browser.wait_for_words("Sandbox payment", "h1")
    browser.press(choice)
