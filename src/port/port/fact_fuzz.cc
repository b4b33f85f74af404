#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "port/fact.h"

// Whatever parses must write a leaf that reads back to the very same leaf.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto fact = jidoka::port::parse_leaf({reinterpret_cast<const char*>(data), size});
  if (!fact) return 0;
  const std::string text = jidoka::port::leaf_text(*fact);
  const auto again = jidoka::port::parse_leaf(text);
  if (!again || jidoka::port::leaf_text(*again) != text) std::abort();
  return 0;
}
