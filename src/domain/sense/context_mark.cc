#include "sense/context_mark.h"

#include <string>

namespace jidoka::sense {

std::uint32_t context_mark(const Context& context) {
  if (context.unit.empty() && context.lot.empty()) return 0;
  // FNV-1a: the mark is stored with a stream's state, so it must not depend on the library's hash.
  std::uint32_t hash = 2'166'136'261U;
  for (const std::string* part : {&context.unit, &context.lot}) {
    for (const char c : *part) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    hash = (hash ^ 0xFFU) * 16'777'619U;
  }
  return hash == 0 ? 1 : hash;
}

}  // namespace jidoka::sense
