// A planted fault, three bytes deep. A fuzzer that does not find it would not find ours either: `./dev fuzz` runs it
// first and stops when it passes.
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 2 && data[0] == 'b' && data[1] == 'u' && data[2] == 'g') std::abort();
  return 0;
}
