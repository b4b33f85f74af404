#include "plant/control_plan.h"

#include <algorithm>

namespace jidoka::plant {

// What is out of range is brought to a value that is refused too.
spc::ChartTuning tuning_of(const Chart& chart) {
  spc::ChartTuning tuning;
  tuning.lambda = chart.lambda.value_or(tuning.lambda);
  tuning.l = chart.l.value_or(tuning.l);
  tuning.k = chart.k.value_or(tuning.k);
  tuning.h = chart.h.value_or(tuning.h);
  tuning.fir = chart.fir.value_or(tuning.fir);
  tuning.span = static_cast<std::uint8_t>(std::clamp<std::int64_t>(chart.span.value_or(tuning.span), 0, 255));
  tuning.items =
      static_cast<std::uint32_t>(std::clamp<std::int64_t>(chart.items.value_or(tuning.items), 0, UINT32_MAX));
  return tuning;
}

}  // namespace jidoka::plant
