#ifndef SPILLWAY_JOURNAL_FORMAT_H
#define SPILLWAY_JOURNAL_FORMAT_H

#include <stddef.h>
#include <stdint.h>

/*
 * A journal is a table of rows (cell, position, epoch, bytes). `bytes` is this header followed by
 * `payload_length` bytes that the journal does not interpret. All integers are little-endian.
 *
 * The hash of a batch is SHA-256 over its header, with `checksum` set to zero, followed by its
 * payload. `checksum` is the first eight bytes of that hash, so that a batch proves itself;
 * `previous_hash` is the whole hash of the batch before it, so that a missing, exchanged or altered
 * batch is found. The batch at position 1 has a previous hash of zeros.
 */
#define JOURNAL_BATCH_MAGIC 0x31425753u /* "SWB1" */
#define JOURNAL_BATCH_VERSION 1u
#define JOURNAL_HASH_BYTES 32

struct journal_batch_header {
    uint32_t magic;
    uint16_t version;
    uint16_t reserved;
    uint64_t position;
    uint64_t epoch;
    uint32_t cell;
    uint32_t payload_length;
    uint64_t checksum;
    uint8_t previous_hash[JOURNAL_HASH_BYTES];
};

#define JOURNAL_BATCH_HEADER_BYTES 72

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the journal is little-endian");
_Static_assert(offsetof(struct journal_batch_header, magic) == 0, "layout");
_Static_assert(offsetof(struct journal_batch_header, version) == 4, "layout");
_Static_assert(offsetof(struct journal_batch_header, position) == 8, "layout");
_Static_assert(offsetof(struct journal_batch_header, epoch) == 16, "layout");
_Static_assert(offsetof(struct journal_batch_header, cell) == 24, "layout");
_Static_assert(offsetof(struct journal_batch_header, payload_length) == 28, "layout");
_Static_assert(offsetof(struct journal_batch_header, checksum) == 32, "layout");
_Static_assert(offsetof(struct journal_batch_header, previous_hash) == 40, "layout");
_Static_assert(sizeof(struct journal_batch_header) == JOURNAL_BATCH_HEADER_BYTES, "layout");

#endif
