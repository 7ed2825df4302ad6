#include "order_records.h"
