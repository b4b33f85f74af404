// The control plan lines that judge a stream, as the loop lays them over it, and the limits that are in force there.
#pragma once

#include <optional>
#include <vector>

#include "judge/watch.h"
#include "port/views.h"
#include "resource/site.h"
#include "spc/limits.h"

namespace jidoka::resource {

Result<std::vector<judge::WatchPtr>> watches_of(Site& site, const port::StreamView& stream);

// Given by the plan, or learnt; nothing while the chart learns. Only for a watch with a chart.
std::optional<spc::LimitSource> source_in_force(const judge::Watch& watch,
                                                const std::vector<port::LearntLimits>& learnt);
std::optional<spc::Panels> panels_of(const judge::Watch& watch, const std::vector<port::LearntLimits>& learnt);

}  // namespace jidoka::resource
