#include "core/assert.h"

#include <cstdio>
#include <cstdlib>

namespace jidoka {

void assertion_failed(const char* claim, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, claim);
  std::abort();
}

}  // namespace jidoka
