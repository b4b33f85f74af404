#include "produce/effectiveness.h"

#include <algorithm>

namespace jidoka::produce {
namespace {

double in_seconds(Duration span) { return static_cast<double>(span.ns) / 1e9; }

// Whether what ended then ended within one of them.
bool covers(const std::vector<plant::Interval>& intervals, Instant when) {
  return std::ranges::any_of(intervals, [&](const auto& each) { return each.from < when && when <= each.to; });
}

std::vector<plant::Interval> busy_of(const std::vector<CountedRun>& runs, Instant now) {
  std::vector<plant::Interval> busy;
  for (const CountedRun& run : runs) busy.push_back({run.started_at, run.ended_at.value_or(now)});
  return plant::joined(std::move(busy));
}

}  // namespace

Effectiveness effectiveness(const plant::Model& model, const plant::Calendar* calendar,
                            const std::vector<CountedRun>& runs, plant::Interval span, Instant now,
                            Duration day_offset) {
  Effectiveness out;
  if (calendar == nullptr) {
    out.text = {"It has no calendar, so its planned busy time is not known.", "未设置日历，无法得知计划工作时间。"};
    return out;
  }
  const auto planned = plant::planned_intervals(*calendar, span.from, std::min(span.to, now), day_offset);
  out.planned_s = in_seconds(plant::length(planned));
  out.busy_s = in_seconds(plant::length(plant::shared(planned, busy_of(runs, now))));
  if (out.planned_s <= 0) {
    out.text = {"No shift has begun yet.", "班次尚未开始。"};
    return out;
  }
  out.availability = out.busy_s / out.planned_s;
  double needed = 0;  // PRI × PQ, over the operations
  bool has_lots = false;
  std::string without_cycle;
  for (const CountedRun& run : runs) {
    if (!run.ended_at || !covers(planned, *run.ended_at)) continue;
    if (run.kind == ItemKind::lot) {
      has_lots = true;
      continue;
    }
    ++out.made;
    if (run.result == RunResult::pass) ++out.good;
    const auto* operation = plant::find_in(model.operations, run.operation);
    if (operation != nullptr && operation->cycle)
      needed += in_seconds(*operation->cycle);
    else
      without_cycle = run.operation;
  }
  if (has_lots) {
    out.text = {"It ran lots, whose pieces are not counted.", "有按批次运行的作业，无法按件计数。"};
  } else if (out.made == 0) {
    out.text = {"Nothing was finished in planned time yet.", "计划时间内尚无完工产品。"};
  } else {
    out.quality = static_cast<double>(out.good) / static_cast<double>(out.made);
    if (!without_cycle.empty())
      out.text = {"Operation " + without_cycle + " has no cycle, so its planned run time is not known.",
                  "工序 " + without_cycle + " 未设置 cycle（单件标准时间）。"};
    else if (out.busy_s > 0)
      out.effectiveness = needed / out.busy_s;
  }
  if (out.effectiveness && out.quality) out.oee = *out.availability * *out.effectiveness * *out.quality;
  return out;
}

}  // namespace jidoka::produce
