#ifndef SPILLWAY_IP_LIBRARY_FORMAT_H
#define SPILLWAY_IP_LIBRARY_FORMAT_H

#include <stddef.h>
#include <stdint.h>

/*
 * A compiled IP library is one file: this header, then sections that the header names by their
 * offset from the start of the file. Offsets are multiples of eight; integers are little-endian.
 *
 * `checksum` is SHA-256 over the whole file with the checksum itself taken as zeros.
 *
 * texts      `text_count + 1` offsets (uint32) into the blob of UTF-8 that follows them at
 *            `blob_offset`; text N lies between offsets N and N + 1. Text 0 is empty.
 * places     `place_count` times four text numbers (uint32): country, province, city, operator.
 *            Place 0 is unknown: four times text 0.
 * IPv4       the 65,536 networks of sixteen bits are buckets. `index` has 65,537 entry numbers
 *            (uint32): bucket N has the entries from index[N] up to, not including, index[N + 1].
 *            An entry is the lower half of its first address (`starts`, uint16) and a place
 *            (`values`). The first entry of each bucket starts at 0, the others ascend, and an
 *            entry reaches to the next one or to the end of its bucket.
 * IPv6       the same with 65,538 buckets: all below 2000::, the 65,536 networks of nineteen bits
 *            of 2000::/3, and all from 4000:: on. An entry's first address is in two arrays of
 *            uint64: `highs` and `lows`. Where every lower half is zero there are no `lows`, and
 *            their offset is 0. The first entry of a bucket starts where the bucket does.
 *            A library without IPv6 has `v6_count` 0 and none of these sections.
 *
 * `value_bytes` says whether places in entries are uint16 (2) or uint32 (4). `notes` is UTF-8: one
 * line for each source that was imported.
 */
#define IP_LIBRARY_MAGIC 0x50495753u /* "SWIP" */
#define IP_LIBRARY_VERSION 1u
#define IP_LIBRARY_CHECKSUM_BYTES 32
#define IP_LIBRARY_V4_BUCKETS 65536
#define IP_LIBRARY_V6_BUCKETS 65538
#define IP_LIBRARY_PLACE_BYTES 16

/* Where the entries of both families lie. */
struct ip_library_entries {
    uint32_t v4_index_offset;
    uint32_t v4_starts_offset;
    uint32_t v4_values_offset;
    uint32_t v4_count;
    uint32_t v6_index_offset;
    uint32_t v6_highs_offset;
    uint32_t v6_lows_offset;
    uint32_t v6_values_offset;
    uint32_t v6_count;
    uint32_t value_bytes;
};

struct ip_library_header {
    uint32_t magic;
    uint16_t version;
    uint16_t reserved;
    uint64_t file_bytes;
    uint8_t checksum[IP_LIBRARY_CHECKSUM_BYTES];
    int64_t made_at; /* milliseconds since 1970-01-01T00:00:00Z */
    uint32_t text_offset;
    uint32_t text_count;
    uint32_t blob_offset;
    uint32_t blob_bytes;
    uint32_t place_offset;
    uint32_t place_count;
    uint32_t notes_offset;
    uint32_t notes_bytes;
    struct ip_library_entries entries;
};

#define IP_LIBRARY_HEADER_BYTES 128

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the library is little-endian");
_Static_assert(offsetof(struct ip_library_entries, v4_count) == 12, "layout");
_Static_assert(offsetof(struct ip_library_entries, v6_index_offset) == 16, "layout");
_Static_assert(offsetof(struct ip_library_entries, v6_count) == 32, "layout");
_Static_assert(offsetof(struct ip_library_entries, value_bytes) == 36, "layout");
_Static_assert(sizeof(struct ip_library_entries) == 40, "layout");
_Static_assert(offsetof(struct ip_library_header, version) == 4, "layout");
_Static_assert(offsetof(struct ip_library_header, file_bytes) == 8, "layout");
_Static_assert(offsetof(struct ip_library_header, checksum) == 16, "layout");
_Static_assert(offsetof(struct ip_library_header, made_at) == 48, "layout");
_Static_assert(offsetof(struct ip_library_header, text_offset) == 56, "layout");
_Static_assert(offsetof(struct ip_library_header, place_offset) == 72, "layout");
_Static_assert(offsetof(struct ip_library_header, notes_offset) == 80, "layout");
_Static_assert(offsetof(struct ip_library_header, entries) == 88, "layout");
_Static_assert(sizeof(struct ip_library_header) == IP_LIBRARY_HEADER_BYTES, "layout");

#endif
