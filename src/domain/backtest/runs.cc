#include "backtest/runs.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace jidoka::backtest {
namespace {

// Parts without overlap, in order.
std::vector<Span> joined(std::vector<Span> spans) {
  std::ranges::sort(spans, {}, &Span::from);
  std::vector<Span> out;
  for (const Span& span : spans) {
    if (!out.empty() && span.from <= out.back().to)
      out.back().to = std::max(out.back().to, span.to);
    else
      out.push_back(span);
  }
  return out;
}

bool is_exposed(const std::vector<Span>& spans, const act::RunSpan& run) {
  // The last span that begins before the run ends, or at the instant that a run without length is.
  const Instant end = run.end.value_or(distant_future);
  auto after = std::ranges::upper_bound(spans, std::max(end, run.start), {}, &Span::from);
  const auto touches = [&](const Span& span) {
    return act::overlaps(
        {.kind = act::ScopeKind::exposure, .id = {}, .equipment = {}, .from = span.from, .to = span.to}, run);
  };
  for (int looked = 0; looked < 2 && after != spans.begin(); ++looked)
    if (touches(*--after)) return true;
  return false;
}

}  // namespace

void Runs::add(std::string_view equipment, Run run) {
  auto found = at_.find(equipment);
  if (found == at_.end()) found = at_.emplace(std::string(equipment), AtEquipment{}).first;
  AtEquipment& at = found->second;
  if (!run.span.end) {
    at.open.push_back(std::move(run));
    return;
  }
  at.longest = std::max(at.longest, *run.span.end - run.span.start);
  at.runs.push_back(std::move(run));
}

void Runs::sort() {
  for (auto& [equipment, at] : at_)
    std::ranges::stable_sort(at.runs, {}, [](const Run& run) { return run.span.start; });
}

act::RunningItems Runs::running(std::string_view equipment, Instant time) const {
  const auto found = at_.find(equipment);
  if (found == at_.end()) return {};
  std::set<std::string_view> units;
  std::set<std::string_view> lots;
  const auto look_at = [&](const Run& run) {
    if (run.span.start > time || (run.span.end && time >= *run.span.end)) return;
    (run.is_lot ? lots : units).insert(run.item);
  };
  const AtEquipment& at = found->second;
  auto run = std::ranges::upper_bound(at.runs, time, {}, [](const Run& r) { return r.span.start; });
  const auto may_still_run = [&](const Run& r) {  // started before, so the difference is exact without its sign
    return static_cast<std::uint64_t>(time.ns) - static_cast<std::uint64_t>(r.span.start.ns) <=
           static_cast<std::uint64_t>(at.longest.ns);
  };
  while (run != at.runs.begin() && may_still_run(*--run)) look_at(*run);
  std::ranges::for_each(at.open, look_at);
  const auto only = [](const std::set<std::string_view>& items) -> std::optional<std::string> {
    if (items.size() != 1) return std::nullopt;
    return std::string(*items.begin());
  };
  return {only(units), only(lots)};
}

void Runs::add_exposed(const Exposures& exposures, HeldItems& held) const {
  for (const auto& [equipment, spans] : exposures) {
    const auto found = at_.find(equipment);
    if (found == at_.end()) continue;
    const std::vector<Span> parts = joined(spans);
    for (const auto* runs : {&found->second.runs, &found->second.open})
      for (const Run& run : *runs)
        if (is_exposed(parts, run.span)) (run.is_lot ? held.lots : held.units).insert(run.item);
  }
}

}  // namespace jidoka::backtest
