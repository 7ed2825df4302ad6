#define _GNU_SOURCE
#include "processor.h"

#include <fcntl.h>

int spillway_write_back(int file, int64_t offset, int64_t length) {
    return sync_file_range(file, offset, length,
                           SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                               SYNC_FILE_RANGE_WAIT_AFTER);
}
