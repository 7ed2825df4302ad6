#ifndef SPILLWAY_PROCESSOR_H
#define SPILLWAY_PROCESSOR_H

#include <stdint.h>

/// Asks the processor to bring the cache line of `address` near; never faults, changes nothing.
static inline void spillway_prefetch(const void *address) {
    __builtin_prefetch(address, 1, 3);
}

/// Has the bytes of a file written that are still in memory, and waits for them, without waiting
/// for the file system's own journal: 0, or -1 with errno. It makes nothing durable by itself.
int spillway_write_back(int file, int64_t offset, int64_t length);

#endif
