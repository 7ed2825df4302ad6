#ifndef SPILLWAY_ORDER_RECORDS_H
#define SPILLWAY_ORDER_RECORDS_H

#include <stddef.h>
#include <stdint.h>

/*
 * What the order core writes into the payload of a journal batch: a prelude, then records, each a
 * multiple of eight bytes, back to back up to the end. All integers are little-endian. Money is in
 * minor units (cents) of the sale's currency; times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * A record is an event: something that was decided and did happen. Refusals change nothing and are
 * not written. Folding all records in order gives the state; `digest` is the core's running digest
 * after the last record of the batch, so that every fold proves itself batch by batch.
 */
#define ORDER_RECORDS_VERSION 1u

struct order_batch_prelude {
    uint32_t version;      /* ORDER_RECORDS_VERSION */
    uint32_t record_count;
    int64_t base_time;     /* the records' time_offset counts from here */
    uint64_t digest;
};

/* Stable numbers: never reused, never renumbered. */
enum order_record_kind {
    ORDER_RECORD_SALE_SET = 1,
    ORDER_RECORD_ITEM_SET = 2,
    ORDER_RECORD_STOCK_CHANGED = 3,
    ORDER_RECORD_COUPON_SET = 4,
    ORDER_RECORD_PLACED = 5,
    ORDER_RECORD_PAYMENT = 6,
    ORDER_RECORD_EXPIRED = 7,
    ORDER_RECORD_CANCELLED = 8,
    ORDER_RECORD_REFUNDED = 9,
    ORDER_RECORD_RESTOCKED = 10,
    ORDER_RECORD_FORGOTTEN = 11,
    ORDER_RECORD_KEPT = 12
};

#define ORDER_FLAG_REHEARSAL 1u /* shadow stock, shadow budgets, shadow limits */
#define ORDER_FLAG_COUPON 2u    /* PLACED: a coupon trailer follows the lines */
#define ORDER_FLAG_BY_MERCHANT 4u /* CANCELLED: by the merchant, not by the buyer */

struct order_record_header {
    uint8_t kind;
    uint8_t flags;
    uint16_t length;      /* of the whole record in bytes, this header included */
    uint32_t time_offset; /* milliseconds after the batch's base_time */
};

/* A sale was made or changed: the latest record holds. Everyday selling has ends_at = INT64_MAX. */
struct order_record_sale_set {
    struct order_record_header header;
    uint32_t sale;
    uint32_t merchant;
    int64_t starts_at;
    int64_t ends_at;
    uint32_t limit_per_buyer; /* units over all SKUs of the sale; 0: none */
    uint16_t currency;        /* ISO 4217 numeric code */
    uint16_t reserved;
};

/* A SKU was put into a sale, or its price or limit changed. `pool` is its number from now on. */
struct order_record_item_set {
    struct order_record_header header;
    uint32_t pool;
    uint32_t sale;
    uint64_t sku;
    int64_t unit_price;
    uint32_t limit_per_buyer; /* units of this SKU; 0: none */
    uint32_t reserved;
};

/* Stock was given to a pool (delta > 0) or withdrawn from it (delta < 0). */
struct order_record_stock_changed {
    struct order_record_header header;
    uint32_t pool;
    uint32_t reserved;
    int64_t delta;
    uint64_t reference[2];
};

enum order_coupon_kind { ORDER_COUPON_FIXED = 1, ORDER_COUPON_PERCENT = 2 };

struct order_record_coupon_set {
    struct order_record_header header;
    uint32_t coupon;
    uint32_t merchant;
    int64_t value;         /* FIXED: minor units; PERCENT: basis points, 1 to 10000 */
    int64_t minimum_spend;
    int64_t budget_money;  /* sum of discounts; INT64_MAX: none */
    int64_t starts_at;
    int64_t ends_at;
    uint32_t budget_count; /* orders; UINT32_MAX: none */
    uint32_t limit_per_buyer; /* orders; 0: none */
    uint16_t currency;
    uint8_t coupon_kind;   /* enum order_coupon_kind */
    uint8_t reserved[5];
};

/*
 * An order was accepted: its stock is held until payment_deadline. Followed by the lines; with
 * ORDER_FLAG_COUPON then by struct order_placed_coupon and one int64_t discount for each line.
 * Without a coupon the number of lines is (length - 56) / 16, with one (length - 64) / 24.
 */
struct order_record_placed {
    struct order_record_header header;
    uint64_t order;
    uint64_t buyer;
    uint64_t key[2];
    uint32_t merchant;
    uint32_t reserved;
    int64_t payment_deadline;
};

struct order_placed_line {
    uint32_t pool;
    uint32_t quantity;
    int64_t unit_price;
};

struct order_placed_coupon {
    uint32_t coupon;
    uint32_t reserved;
};

/* What became of a payment. Stable numbers. */
enum order_payment_outcome {
    ORDER_PAYMENT_PAID = 1,          /* the order is paid; its stock is sold */
    ORDER_PAYMENT_AWAITING_REST = 2, /* less than due: kept towards the rest */
    ORDER_PAYMENT_PAID_LATE = 3,     /* the lapsed hold was taken again; the order is paid */
    ORDER_PAYMENT_REFUND_DUE = 4     /* nothing is left to pay for: the whole amount goes back */
};

/* Money came in. `refund_due` of it goes back: an excess, or all of it. */
struct order_record_payment {
    struct order_record_header header;
    uint64_t order;
    uint64_t reference[2];
    int64_t amount;
    int64_t refund_due;
    uint8_t outcome; /* enum order_payment_outcome */
    uint8_t reserved[7];
};

/* The deadline passed: the hold is free again, and what had been paid in part goes back. */
struct order_record_expired {
    struct order_record_header header;
    uint64_t order;
    int64_t refund_due;
};

/* The order was cancelled: its stock is free again, and what had been paid goes back. */
struct order_record_cancelled {
    struct order_record_header header;
    uint64_t order;
    int64_t refund_due;
};

/* Money of a paid order goes back, whole or in part. */
struct order_record_refunded {
    struct order_record_header header;
    uint64_t order;
    uint64_t reference[2];
    int64_t amount;
};

/* Goods came back and are for sale again. `line` counts from 0. */
struct order_record_restocked {
    struct order_record_header header;
    uint64_t order;
    uint64_t reference[2];
    uint32_t line;
    uint32_t quantity;
};

/* The order left the core's memory; the order book keeps it. */
struct order_record_forgotten {
    struct order_record_header header;
    uint64_t order;
};

/* The order was due to leave, but stays until `until`, as a sale that it counts in goes on. */
struct order_record_kept {
    struct order_record_header header;
    uint64_t order;
    int64_t until;
};

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "records are little-endian");
_Static_assert(sizeof(struct order_batch_prelude) == 24, "layout");
_Static_assert(sizeof(struct order_record_header) == 8, "layout");
_Static_assert(sizeof(struct order_record_sale_set) == 40, "layout");
_Static_assert(offsetof(struct order_record_sale_set, limit_per_buyer) == 32, "layout");
_Static_assert(sizeof(struct order_record_item_set) == 40, "layout");
_Static_assert(offsetof(struct order_record_item_set, unit_price) == 24, "layout");
_Static_assert(sizeof(struct order_record_stock_changed) == 40, "layout");
_Static_assert(offsetof(struct order_record_stock_changed, delta) == 16, "layout");
_Static_assert(sizeof(struct order_record_coupon_set) == 72, "layout");
_Static_assert(offsetof(struct order_record_coupon_set, budget_count) == 56, "layout");
_Static_assert(sizeof(struct order_record_placed) == 56, "layout");
_Static_assert(offsetof(struct order_record_placed, key) == 24, "layout");
_Static_assert(offsetof(struct order_record_placed, payment_deadline) == 48, "layout");
_Static_assert(sizeof(struct order_placed_line) == 16, "layout");
_Static_assert(sizeof(struct order_placed_coupon) == 8, "layout");
_Static_assert(sizeof(struct order_record_payment) == 56, "layout");
_Static_assert(offsetof(struct order_record_payment, outcome) == 48, "layout");
_Static_assert(sizeof(struct order_record_expired) == 24, "layout");
_Static_assert(sizeof(struct order_record_cancelled) == 24, "layout");
_Static_assert(sizeof(struct order_record_refunded) == 40, "layout");
_Static_assert(sizeof(struct order_record_restocked) == 40, "layout");
_Static_assert(sizeof(struct order_record_forgotten) == 16, "layout");
_Static_assert(sizeof(struct order_record_kept) == 24, "layout");

#endif
