"""Signs in, makes a few things to work with, and says who asks.

Takes SPILLWAY_URL, SPILLWAY_PASSWORD (the owner's) and SPILLWAY_AS (owner or buyer).
"""

import json
import os
import urllib.request
import uuid

import schemathesis

URL = os.environ["SPILLWAY_URL"]
OWNER = "owner@localhost.localdomain"
NOBODY = 9_007_199_254_740_991


def post(path, body, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(
        URL + path,
        method="POST",
        data=json.dumps(body).encode(),
        headers={
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        }
        | headers,
    )
    with urllib.request.urlopen(request) as answer:
        return answer.headers, json.loads(answer.read())


def prepare():
    headers, session = post(
        "/v1/sessions", {"email": OWNER, "password": os.environ["SPILLWAY_PASSWORD"]}
    )
    key = post(
        "/v1/api-keys",
        {"name": "schemathesis", "role": "owner", "is_operator": True},
        Cookie=headers["Set-Cookie"].split(";")[0],
        X_CSRF_Token=session["csrf"],
    )[1]
    price = {"amount": 250, "currency": "GBP"}
    both = {"en": "Sale", "zh": "促销"}
    for n in range(1, 4):

        def make(path, body):
            return post(
                path,
                body,
                Authorization="Bearer " + key["secret"],
                Idempotency_Key=f"seed-{path}-{n}",
            )[1]

        shelf = make("/v1/categories", {"name": f"Shelf {n}"})
        product = make(
            "/v1/products",
            {
                "name": f"Mug {n}",
                "category": shelf["id"],
                "status": "published",
                "skus": [{"code": f"MUG-{n}", "price": price, "status": "published"}],
            },
        )
        sku = product["skus"][0]["id"]
        make("/v1/warehouses", {"name": f"Shed {n}"})
        terms = {"name": both, "currency": "GBP"}
        coupon = {"code": f"SAVE-{n}", "kind": "fixed", "value": 10}
        make("/v1/coupons", terms | coupon)
        times = {"starts_at": "2020-01-01T00:00:00Z", "ends_at": "2099-01-01T00:00:00Z"}
        sale = make("/v1/sales", terms | times)["id"]
        make(f"/v1/sales/{sale}/items", {"sku": sku, "price": price, "stock": 1000})
        if n > 1:
            make(f"/v1/sales/{sale}/schedule", None)
        make(
            "/v1/staff",
            {"email": f"staff{n}@example.org", "name": "Staff", "role": "viewer"},
        )
    orders = []
    for n in range(1, 4):
        buyer = post(
            "/v1/buyers",
            {
                "merchant": "online-retail",
                "email": f"buyer{n}@example.org",
                "password": "correct horse",
                "name": "Buyer",
                "country": "GB",
            },
        )[1]
        order = post(
            "/v1/orders",
            {"lines": [{"sku": 3, "quantity": 1}]},
            Authorization="Bearer " + buyer["token"],
            Idempotency_Key="seed-order",
        )[1]
        orders.append(order["id"])
    return key, buyer["token"], orders


KEY, TOKEN, ORDERS = prepare()


@schemathesis.auth()
class Asker:
    def get(self, case, context):
        return KEY["secret"] if os.environ["SPILLWAY_AS"] == "owner" else TOKEN

    def set(self, case, data, context):
        case.headers["Authorization"] = "Bearer " + data


@schemathesis.hook
def before_call(context, case, kwargs):
    """Asks for orders that there are; leaves alone the key that asks and its owner.

    To revoke the key or to shut its owner out would end the run: those requests are made of
    things that there are not. Swift tests make the real ones.
    """
    if case.path_parameters and case.path_parameters.get("order") in (1, 2, 3):
        case.path_parameters["order"] = ORDERS[case.path_parameters["order"] - 1]
    name = case.operation.definition.raw.get("operationId")
    parameter, kept = {
        "revokeAPIKey": ("key", KEY["key"]["id"]),
        "changeStaff": ("staff", KEY["key"]["maker"]),
    }.get(name, (None, None))
    if parameter and str(case.path_parameters.get(parameter)) == str(kept):
        case.path_parameters[parameter] = NOBODY
