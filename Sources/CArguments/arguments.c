#include "arguments.h"

// Defines __GLIBC__ where that is the library.
#include <stdlib.h>

static int count;
static char **values;

#if defined(__GLIBC__) || defined(__APPLE__)
// Swift's library reads /proc/self/cmdline on Linux, which a container or a chroot may lack.
__attribute__((constructor)) static void take(int argc, char **argv) {
  count = argc;
  values = argv;
}
#endif

int segment_step_argument_count(void) { return count; }

const char *segment_step_argument(int index) {
  return index >= 0 && index < count ? values[index] : 0;
}
