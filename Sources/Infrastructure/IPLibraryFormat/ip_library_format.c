#include "ip_library_format.h"
