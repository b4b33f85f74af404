#include <algorithm>

#include "core/assert.h"
#include "series/packed.h"
#include "series/page.h"

using namespace jidoka;

// Any samples, and any bytes behind a true summary: the encoder must take all the former, the decoders none of the
// latter that they cannot give back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  series::Columns columns;
  for (std::size_t at = 0; at + 16 <= size && columns.values.size() < series::largest_page; at += 16) {
    columns.times.push_back(series::load<std::int64_t>(bytes.data() + at));
    columns.values.push_back(series::load<double>(bytes.data() + at + 8));
  }
  if (!columns.values.empty()) {
    std::sort(columns.times.begin(), columns.times.end());
    const std::string page = series::encode_page(columns);
    const auto back = series::decode_page(page);
    ASSERT(back.has_value() && back->times == columns.times && series::encode_page(*back) == page);
  }
  std::vector<std::int64_t> numbers(size == 0 ? 0 : data[0]);
  series::Reader in(bytes.substr(std::min<std::size_t>(size, 1)));
  if (series::unpack(in, numbers)) {
    std::string out;
    series::pack(out, numbers, series::choose_packing(numbers));
    std::vector<std::int64_t> again(numbers.size());
    series::Reader second(out);
    ASSERT(series::unpack(second, again) && again == numbers);
  }
  return 0;
}
