#include "journal_format.h"
