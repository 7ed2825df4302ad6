extension Door {
    /// The operations of the API.
    static let api: [Door] = [
        Door("GET /v1/merchants", "403 403 403 401"),
        Door("GET /v1/merchants/{merchant}", "404 403 403 401"),
        Door(
            "POST /v1/merchants", "403 403 403 401",
            #"{"slug":"third","name":"Third","currency":"GBP"}"#),
        Door("PATCH /v1/merchants/{merchant}", "404 403 403 401", #"{"name":"Changed"}"#),
        Door(
            "POST /v1/merchants/{merchant}/owners", "403 403 403 401",
            #"{"email":"new@rival.example","name":"New"}"#),
        Door("GET /v1/staff", "200 403 403 401"),
        Door("GET /v1/staff/{staff}", "404 403 403 401"),
        Door(
            "POST /v1/staff", "201 403 403 401",
            #"{"email":"more@rival.example","name":"More","role":"viewer"}"#),
        Door("PATCH /v1/staff/{staff}", "404 403 403 401", #"{"is_disabled":true}"#),
        Door("POST /v1/staff/{staff}/password", "404 403 403 401"),
        Door(
            "POST /v1/sessions", "401",
            #"{"email":"owner@localhost.localdomain","password":"wrong password"}"#),
        Door("GET /v1/sessions", "200 403 403 401"),
        Door("DELETE /v1/sessions/{session}", "404 403 403 401"),
        Door("DELETE /v1/sessions", "204 403 403 401"),
        Door("GET /v1/account", "200 403 403 401"),
        Door(
            "PUT /v1/account/password", "422 403 403 401",
            #"{"current_password":"wrong","new_password":"correct horse staple"}"#),
        Door("GET /v1/api-keys", "200 403 403 401"),
        Door("GET /v1/api-keys/{key}", "404 403 403 401"),
        Door("POST /v1/api-keys", "201 403 403 401", #"{"name":"More","role":"viewer"}"#),
        Door("DELETE /v1/api-keys/{key}", "404 403 403 401"),
        Door("GET /v1/roles", "open"),
        Door("GET /v1/audit", "200 403 403 401"),
        Door(
            "POST /v1/buyers", "409",
            #"{"merchant":"online-retail","email":"buyer@example.org","#
                + #""password":"correct horse staple","name":"Buyer","country":"GB"}"#),
        Door(
            "POST /v1/buyers/sessions", "401",
            #"{"merchant":"online-retail","email":"buyer@example.org","#
                + #""password":"wrong password"}"#),
        Door("GET /v1/buyers", "200 403 403 401"),
        Door("GET /v1/buyers/{buyer}", "404 403 403 401"),
        Door("GET /v1/me", "403 200 200 401"),
        Door("PUT /v1/me", "403 200 200 401", #"{"name":"Buyer","country":"GB"}"#),
        Door(
            "PUT /v1/me/password", "403 422 422 401",
            #"{"current_password":"wrong","new_password":"correct horse staple"}"#),
        Door("GET /v1/me/addresses", "403 200 200 401"),
        Door(
            "POST /v1/me/addresses", "403 201 201 401",
            #"{"name":"New","line1":"2 Street","city":"Paris","postcode":"75001","#
                + #""country":"FR"}"#),
        Door("DELETE /v1/me/addresses/{address}", "403 404 404 401"),
        Door("POST /v1/platform/buyer-token-keys", "403 403 403 401", #"{}"#),
        Door("GET /v1/products", "200 200 200 401"),
        Door("POST /v1/products", "422 403 403 401", #"{"name":"Theirs","category":{category}}"#),
        Door("GET /v1/products/{product}", "404 404 200 401"),
        Door("PATCH /v1/products/{product}", "404 403 403 401", #"{"name":"Changed"}"#),
        Door("GET /v1/products/{product}/media", "404 404 200 401"),
        Door("POST /v1/products/{product}/media", "404 403 403 401", #"{"url":"/a.svg"}"#),
        Door("PUT /v1/products/{product}/media", "404 403 403 401", #"{"media":[]}"#),
        Door(
            "PATCH /v1/products/{product}/media/{number}", "404 403 403 401",
            #"{"url":"/a.svg"}"#, at: "/v1/products/{product}/media/1"),
        Door(
            "DELETE /v1/products/{product}/media/{number}", "404 403 403 401",
            at: "/v1/products/{product}/media/1"),
        Door("GET /v1/skus", "200 403 403 401"),
        Door(
            "POST /v1/products/{product}/skus", "404 403 403 401",
            #"{"code":"NEW","price":{"amount":1,"currency":"GBP"}}"#),
        Door("GET /v1/skus/{sku}", "404 403 403 401"),
        Door("PATCH /v1/skus/{sku}", "404 403 403 401", #"{"code":"CHANGED"}"#),
        Door("GET /v1/categories", "200 200 200 401"),
        Door("POST /v1/categories", "422 403 403 401", #"{"name":"Theirs","parent":{category}}"#),
        Door("GET /v1/categories/{category}", "404 404 200 401"),
        Door("PATCH /v1/categories/{category}", "404 403 403 401", #"{"name":"Changed"}"#),
        Door("DELETE /v1/categories/{category}", "404 403 403 401"),
        Door("GET /v1/warehouses", "200 403 403 401"),
        Door("POST /v1/warehouses", "201 403 403 401", #"{"name":"Theirs"}"#),
        Door("GET /v1/warehouses/{warehouse}", "404 403 403 401"),
        Door("PATCH /v1/warehouses/{warehouse}", "404 403 403 401", #"{"name":"Changed"}"#),
        Door("GET /v1/warehouses/{warehouse}/stock", "404 403 403 401"),
        Door("GET /v1/warehouses/{warehouse}/stock/{sku}", "404 403 403 401"),
        Door("PUT /v1/warehouses/{warehouse}/stock/{sku}", "404 403 403 401", #"{"quantity":7}"#),
        Door(
            "POST /v1/warehouses/{warehouse}/stock/{sku}/movements", "404 403 403 401",
            #"{"delta":7}"#),
        Door("GET /v1/skus/{sku}/stock", "404 403 403 401"),
        Door("GET /v1/store", "200 403 403 401"),
        Door("PATCH /v1/store", "409 403 403 401", #"{"handle":"online-retail"}"#),
        Door(
            "PUT /v1/store/blocks", "422 403 403 401",
            #"{"blocks":[{"type":"products","title":"All","category":{category},"count":4}]}"#),
        Door("POST /v1/store/publication", "200 403 403 401"),
        Door("GET /v1/product-sheet", "200 403 403 401"),
        Door("POST /v1/product-sheet", "422 403 403 401"),
        Door("GET /v1/sales", "200 403 403 401"),
        Door(
            "POST /v1/sales", "201 403 403 401",
            #"{"name":{"en":"Theirs"},"currency":"GBP","starts_at":"2020-01-01T00:00:00Z","#
                + #""ends_at":"2099-01-01T00:00:00Z"}"#),
        Door("GET /v1/sales/{sale}", "404 403 403 401"),
        Door("PATCH /v1/sales/{sale}", "404 403 403 401", #"{"limit_per_buyer":7}"#),
        Door("DELETE /v1/sales/{sale}", "404 403 403 401"),
        Door("POST /v1/sales/{sale}/schedule", "404 403 403 401"),
        Door("POST /v1/sales/{sale}/close", "404 403 403 401"),
        Door(
            "GET /v1/sale-calendar", "200 403 403 401",
            query: "?from=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z"),
        Door("GET /v1/sales/{sale}/items", "404 403 403 401"),
        Door(
            "POST /v1/sales/{sale}/items", "404 403 403 401",
            #"{"sku":{sku},"price":{"amount":1,"currency":"GBP"},"stock":1}"#),
        Door("GET /v1/sales/{sale}/items/{sku}", "404 403 403 401"),
        Door(
            "PATCH /v1/sales/{sale}/items/{sku}", "404 403 403 401",
            #"{"price":{"amount":1,"currency":"GBP"}}"#),
        Door("DELETE /v1/sales/{sale}/items/{sku}", "404 403 403 401"),
        Door("GET /v1/sales/{sale}/stock", "404 403 403 401"),
        Door("GET /v1/stock/{sku}", "404 403 403 401"),
        Door("POST /v1/sales/{sale}/items/{sku}/stock", "404 403 403 401", #"{"delta":1}"#),
        Door("GET /v1/coupons", "200 403 403 401"),
        Door(
            "POST /v1/coupons", "201 403 403 401",
            #"{"code":"OSTRICH","kind":"fixed","value":9,"currency":"GBP","#
                + #""name":{"en":"Theirs"}}"#),
        Door("GET /v1/coupons/{coupon}", "404 403 403 401"),
        Door("PATCH /v1/coupons/{coupon}", "404 403 403 401", #"{"value":9}"#),
        Door("POST /v1/coupons/{coupon}/stop", "404 403 403 401"),
        Door(
            "POST /v1/rehearsal-buyers", "200 403 403 401",
            #"{"run":1,"from":0,"count":1,"minutes":1}"#),
        Door("GET /v1/sales/{sale}/rehearsal-stock", "404 403 403 401"),
        Door(
            "POST /v1/sales/{sale}/rehearsal-stock", "404 403 403 401",
            #"{"items":[{"sku":{sku},"delta":1}]}"#),
        Door("GET /v1/books/stock", "200 403 403 401"),
        Door("GET /v1/books/orders", "200 403 403 401"),
        Door("GET /v1/statistics", "200 403 403 401"),
        Door("GET /v1/cart", "403 200 200 401"),
        Door("POST /v1/cart/lines", "403 404 200 401", #"{"sku":{sku},"quantity":2}"#),
        Door("PUT /v1/cart/lines/{sku}", "403 404 200 401", #"{"quantity":3}"#),
        Door("DELETE /v1/cart/lines/{sku}", "403 404 200 401"),
        Door("DELETE /v1/cart", "403 200 200 401"),
        Door("POST /v1/orders", "403 409 409 401", #"{"lines":[{"sku":{sku},"quantity":1000}]}"#),
        Door("GET /v1/orders", "200 200 200 401"),
        Door("GET /v1/orders/{order}", "404 404 404 401"),
        Door("POST /v1/orders/{order}/cancellation", "404 404 404 401"),
        Door("GET /v1/orders/{order}/delivery", "404 404 404 401"),
        Door(
            "PUT /v1/orders/{order}/delivery", "403 404 404 401",
            #"{"name":"New","line1":"2 Street","city":"Paris","country":"FR"}"#),
        Door(
            "POST /v1/orders/{order}/payments", "403 404 404 401",
            #"{"return_url":"http://127.0.0.1/back"}"#),
        Door("GET /v1/orders/{order}/payments", "404 404 404 401"),
        Door("GET /v1/payments/{payment}", "404 404 404 401"),
        Door("GET /v1/payments", "200 403 403 401"),
        Door(
            "POST /v1/orders/{order}/refunds", "404 403 403 401",
            #"{"amount":{"amount":1,"currency":"GBP"}}"#),
        Door("GET /v1/orders/{order}/refunds", "404 404 404 401"),
        Door("GET /v1/refunds", "200 403 403 401"),
        Door("GET /v1/payment-differences", "200 403 403 401"),
        Door("GET /v1/platform/money-books", "403 403 403 401"),
        Door("POST /v1/orders/{order}/shipments", "404 403 403 401", #"{"carrier":"Theirs"}"#),
        Door(
            "POST /v1/shipments", "201 403 403 401",
            #"{"shipments":[{"order":{order},"carrier":"Theirs"}]}"#),
        Door("GET /v1/orders/{order}/shipments", "404 404 404 401"),
        Door("GET /v1/shipments/{shipment}", "404 403 403 401"),
        Door("GET /v1/shipments", "200 403 403 401"),
        Door("POST /v1/shipments/{shipment}/delivery", "404 403 403 401"),
        Door("GET /v1/events", "200 200 200 401", query: "?follow=false&after=0.0"),
        Door("GET /v1/waiting-rooms", "200 403 403 401"),
        Door(
            "POST /v1/waiting-rooms", "404 403 403 401",
            #"{"sale":{sale},"title":{"en":"a","zh":"a"},"#
                + #""starts_at":"2099-01-01T00:00:00Z","per_second":1}"#),
        Door("GET /v1/waiting-rooms/{room}", "404 403 403 401"),
        Door(
            "PATCH /v1/waiting-rooms/{room}", "404 403 403 401", #"{"per_second":5}"#),
        Door("DELETE /v1/waiting-rooms/{room}", "404 403 403 401"),
        Door("GET /v1/edge/feed", "401"),
        Door(
            "POST /v1/edge/views", "401",
            #"{"edge":1,"incarnation":"1","number":"1","views":[{"merchant":1,"count":1}]}"#),
        Door(
            "POST /v1/edge/rooms/{room}/reports", "401",
            #"{"edge":1,"incarnation":"1","number":"1","epoch":0,"highest_lease":"0","#
                + #""leases":[],"door":0,"density":[]}"#),
        Door(
            "POST /v1/edge/rooms/{room}/uses", "401",
            #"{"kind":1,"holder":"00112233445566778899aabbccddeeff","joined":0,"serial":"1","#
                + #""key":"a"}"#),
        Door("GET /v1/health", "open"),
        Door("GET /v1/metrics", "403 403 403 401"),
        Door("POST /v1/payment-webhooks/sandbox", "401 401 401 401"),

        // What another merchant owns, together with what is the first one's.
        Door(
            "POST /v1/sales/{sale}/items", "422 403 403 401",
            #"{"sku":{sku},"price":{"amount":1,"currency":"GBP"},"stock":1}"#,
            at: "/v1/sales/{own_sale}/items"),
        Door(
            "PUT /v1/warehouses/{warehouse}/stock/{sku}", "404 403 403 401", #"{"quantity":7}"#,
            at: "/v1/warehouses/{own_warehouse}/stock/{sku}"),
        Door(
            "PUT /v1/warehouses/{warehouse}/stock/{sku}", "404 403 403 401", #"{"quantity":7}"#,
            at: "/v1/warehouses/{warehouse}/stock/{own_sku}"),
        Door(
            "PATCH /v1/products/{product}", "422 403 403 401", #"{"category":{category}}"#,
            at: "/v1/products/{own_product}"),
        Door("GET /v1/products", "200 200 200 401", query: "?category={category}"),
        Door("GET /v1/orders", "200 200 200 401", query: "?buyer={buyer}"),
        Door("GET /v1/audit", "200 403 403 401", query: "?subject_kind=product"),
    ]
}
