#include "loop/history.h"

namespace jidoka::loop {

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
