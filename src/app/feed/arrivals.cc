#include "feed/arrivals.h"

#include <algorithm>

#include "wire/utf8.h"

namespace jidoka::feed {

namespace {

constexpr std::size_t longest_topic_shown = 500;

}  // namespace

void Arrivals::add(const Arrival& arrival) {
  const std::lock_guard lock(mutex_);
  Row& row = rows_[count_++ % rows_.size()];
  row.at = arrival.at;
  row.topic.assign(arrival.topic.substr(0, longest_topic_shown + 4));
  row.payload.assign(arrival.payload.substr(0, port::most_payload_shown + 4));
  row.size = arrival.size;
  row.readings = arrival.readings;
  row.refusals = arrival.refusals;
  if (arrival.text != nullptr)
    row.text = *arrival.text;
  else if (!row.text.en.empty())
    row.text = {};
}

std::vector<port::ArrivalView> Arrivals::newest_first() const {
  const std::lock_guard lock(mutex_);
  std::vector<port::ArrivalView> out;
  const std::size_t kept = std::min(count_, rows_.size());
  for (std::size_t back = 1; back <= kept; ++back) {
    const Row& row = rows_[(count_ - back) % rows_.size()];
    port::ArrivalView view{row.at,
                           wire::excerpt(row.topic, longest_topic_shown),
                           wire::excerpt(row.payload, port::most_payload_shown),
                           row.size,
                           row.readings,
                           row.refusals,
                           std::nullopt};
    if (!row.text.en.empty()) view.text = row.text;
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace jidoka::feed
