#ifndef SPILLWAY_PROCESSOR_H
#define SPILLWAY_PROCESSOR_H

/// Asks the processor to bring the cache line of `address` near; never faults, changes nothing.
static inline void spillway_prefetch(const void *address) {
    __builtin_prefetch(address, 1, 3);
}

#endif
