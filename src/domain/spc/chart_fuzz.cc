// Bytes from outside either are refused or are a chart that behaves: it writes the same bytes again and takes any
// value.
#include <cstdint>
#include <limits>
#include <string_view>

#include "core/assert.h"
#include "spc/chart.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto chart = jidoka::spc::Chart::restore(bytes);
  if (!chart) return 0;
  if (bytes.front() == 2) ASSERT(chart->serialise() == bytes);  // older bytes are written anew
  if (chart->points() > std::uint64_t{1} << 61) return 0;       // five more could pass the greatest count
  for (double value : {0.0, 1.5, -1e300, std::numeric_limits<double>::infinity(), 1e-310}) chart->add(value);
  ASSERT(jidoka::spc::Chart::restore(chart->serialise()).has_value());
  return 0;
}
