// Judged again: what a chart would have said had its late readings come in time. The chart that goes on live takes no
// late reading, because a sequence that people have answered already is not rewritten. Here its limits judge the
// readings around the late ones twice, without them and with them, each time in order of time; a verdict is due only
// for what the late ones add. Verdicts that were reached before stand as they are.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/instant.h"
#include "judge/monitor.h"
#include "judge/verdict.h"
#include "sense/sample.h"

namespace jidoka::judge {

struct RecordedSample {
  Instant time;
  double value = 0;
  sense::Context context;
  bool is_late = false;
};

// Only charts whose every reading is a point, once their limits are in force: a late value belongs to no subgroup that
// has been formed without it. Nothing is judged that is older than the chart.
bool can_judge_again(const Monitor& live, Instant time);

// So many points before the first late one decide what the chart says from there on: the longest pattern, or for charts
// that remember (EWMA, CUSUM) what their memory holds in double precision.
std::size_t points_before(const Monitor& live);
constexpr std::size_t points_after = 16;

// A point of a signal that the late ones add: it begins, repeats, or ends (then the verdict says only what and when).
// A signal that lasts to the newest sample ends there.
struct AddedPoint {
  Stage stage = Stage::none;
  Verdict verdict;
};
// `samples` in order of time, the late ones among them marked; the answer in order of time, its verdicts marked late.
std::vector<AddedPoint> judge_again(const Monitor& live, std::span<const RecordedSample> samples);

}  // namespace jidoka::judge
