"""The center under test, as programs see it: what a test needs is made through the API.

Takes SPILLWAY_URL and SPILLWAY_PASSWORD (the owner's).
"""

import datetime
import json
import os
import time
import urllib.request
import uuid

URL = os.environ["SPILLWAY_URL"]
SHOP = URL + "/shop/online-retail"
OWNER = "owner@localhost.localdomain"
OWNER_PASSWORD = os.environ["SPILLWAY_PASSWORD"]
BUYER_PASSWORD = "correct horse battery"


def ask(method, path, body=None, token=None, **headers):
    """Asks the API; gives the document of a success, and raises for anything else."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        headers["Authorization"] = "Bearer " + token
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(
        URL + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Idempotency-Key": str(uuid.uuid4()), "If-Match": "*"} | headers,
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.headers, json.loads(answer.read() or "null")
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{method} {path}: {error.code} {error.read()}") from error


def _make_key():
    headers, session = ask("POST", "/v1/sessions", {"email": OWNER, "password": OWNER_PASSWORD})
    cookie = headers["Set-Cookie"].split(";")[0]
    wish = {"name": "browser", "role": "owner", "is_operator": True}
    made = ask("POST", "/v1/api-keys", wish, Cookie=cookie, X_CSRF_Token=session["csrf"])
    return made[1]["secret"]


KEY = _make_key()


def make(path, body=None):
    """Makes something as the owner."""
    return ask("POST", path, body, KEY)[1]


def get(path):
    """Looks something up as the owner."""
    return ask("GET", path, token=KEY)[1]


def pounds(pence):
    return {"amount": pence, "currency": "GBP"}


def moment(seconds):
    """A time so many seconds from now, as the API writes it."""
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def product(code, name, chinese, price=1250, stock=100, category=None, values=()):
    """A product on everyday sale, of one SKU or of one for each value; gives its document."""
    codes = [f"{code}-{n}" for n in range(1, len(values) + 1)] if values else [code]
    skus = [
        {"code": each, "price": pounds(price + 100 * n), "status": "published"}
        | ({"values": [values[n]]} if values else {})
        for n, each in enumerate(codes)
    ]
    wish = {"name": name, "name_zh": chinese, "status": "published", "skus": skus}
    if values:
        wish["options"] = [{"name": "Size", "values": list(values)}]
    if category:
        wish["category"] = category
    made = make("/v1/products", wish)
    for sku, terms in zip(made["skus"], skus):
        make(
            f"/v1/sales/{everyday()}/items",
            {"sku": sku["id"], "price": terms["price"], "stock": stock},
        )
    return made


def everyday():
    """The number of the sale that has no end."""
    return next(sale["id"] for sale in get("/v1/sales")["items"] if sale["everyday"])


def _is_shown(sale, items):
    try:
        return len(get(f"/shop/online-retail/sale/{sale}/stock.json")["items"]) >= items
    except AssertionError:
        return False


def sale(name, chinese, items, starts=-60, ends=3600, limit=0):
    """A sale of SKUs at a price, with so many each; gives its number."""
    wish = {
        "name": {"en": name, "zh": chinese},
        "description": {"en": "While stocks last.", "zh": "数量有限，售完即止。"},
        "currency": "GBP",
        "starts_at": moment(starts),
        "ends_at": moment(ends),
    }
    if limit:
        wish["limit_per_buyer"] = limit
    number = make("/v1/sales", wish)["id"]
    for sku, price, stock in items:
        make(
            f"/v1/sales/{number}/items",
            {"sku": sku, "price": pounds(price), "stock": stock},
        )
    make(f"/v1/sales/{number}/schedule")
    # Pages show it when the board has followed the journal: on a busy machine a moment later.
    until = time.monotonic() + 20
    while not _is_shown(number, len(items)):
        if time.monotonic() > until:
            raise AssertionError(f"sale {number} never came to the shop")
    return number


def sign_up(email, name="Ada Buyer", country="GB"):
    """A new buyer; gives the token."""
    wish = {
        "merchant": "online-retail",
        "email": email,
        "password": BUYER_PASSWORD,
        "name": name,
        "country": country,
    }
    return ask("POST", "/v1/buyers", wish)[1]["token"]


def order(token, *lines):
    """An order of (SKU, quantity) by the buyer of a token; gives its document."""
    wish = {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines]}
    return ask("POST", "/v1/orders", wish, token)[1]


def orders(token):
    """All orders of a buyer."""
    return ask("GET", "/v1/orders", token=token)[1]["items"]
