// Content sniffing.
#include "extractors/sniff.h"
