// The pictures of studies: a histogram with its limits and the fitted curve above the probability plot; and for a gauge
// where the variation comes from, what each appraiser found of each part, and the ranges of their trials.
#pragma once

#include "plot/figure.h"
#include "study/capability.h"
#include "study/gauge_result.h"

namespace jidoka::study {

plot::Figure figure_of(const Capability& study, bool is_chinese);
plot::Figure figure_of(const GaugeStudy& study, bool is_chinese);

}  // namespace jidoka::study
