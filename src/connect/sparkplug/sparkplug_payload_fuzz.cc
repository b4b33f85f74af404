#include "sparkplug/payload.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jidoka::sparkplug;
  PayloadReader reader;
  const auto payload = reader.read({reinterpret_cast<const char*>(data), size});
  if (!payload) return 0;
  for (const Metric& metric : (*payload)->metrics)
    if (in_words(metric, metric.type).size() > 1'000) __builtin_trap();
  PayloadReader again;
  const auto back = again.read(write(**payload));  // what we write, we read
  if (!back || (*back)->metrics.size() != (*payload)->metrics.size()) __builtin_trap();
  return 0;
}
