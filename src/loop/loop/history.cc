#include "loop/history.h"

#include <functional>
#include <string_view>

namespace jidoka::loop {

std::uint32_t context_mark(const sense::Context& context) {
  if (context.unit.empty() && context.lot.empty()) return 0;
  // FNV-1a: the mark is stored with a stream's state, so it must not depend on the library's hash.
  std::uint32_t hash = 2'166'136'261U;
  for (const std::string* part : {&context.unit, &context.lot}) {
    for (const char c : *part) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    hash = (hash ^ 0xFFU) * 16'777'619U;
  }
  return hash == 0 ? 1 : hash;
}

void History::add(std::int64_t time, double value, std::uint32_t context) {
  at_[time].push_back({sense::value_mark(value), context});
}

void History::add(const sense::Columns& columns, sense::StreamNumber stream) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns.streams[i] != stream) continue;
    const std::uint32_t context = columns.contexts.empty() ? 0 : context_mark(columns.dictionary[columns.contexts[i]]);
    add(columns.times[i], columns.values[i], context);
  }
}

sense::Arrival History::classify(std::int64_t time, double value, std::uint32_t context) const {
  const auto found = at_.find(time);
  if (found == at_.end()) return sense::Arrival::late;
  const std::uint32_t mark = sense::value_mark(value);
  for (const Recorded& recorded : found->second)
    if (recorded.context == context)
      return recorded.value == mark ? sense::Arrival::duplicate : sense::Arrival::conflict;
  return sense::Arrival::late;
}

}  // namespace jidoka::loop
