#include "study/specification.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jidoka::study {

namespace {
constexpr double farthest = 1e100;  // as the values of a study (moments.h)
}

Result<void> check(const Specification& specification) {
  const auto& [lower, target, upper] = specification;
  if (!lower && !upper)
    return fail(Code::invalid, "no-limits",
                {"Give a lower or an upper specification limit, or both.", "请给出规格下限或规格上限，或两者都给。"},
                "lower");
  for (const auto& limit : {lower, target, upper})
    if (limit && !(std::abs(*limit) <= farthest))
      return fail(
          Code::invalid, "bad-limit",
          {"Specification limits and target are numbers within ±1e100.", "规格限和目标值必须是 ±1e100 以内的数值。"},
          "lower");
  if (lower && upper && !(*lower < *upper))
    return fail(
        Code::invalid, "limits-reversed",
        {fmt::format("Lower {} is not below upper {}. Swap them, or leave one out for a one-sided specification.",
                     *lower, *upper),
         fmt::format("规格下限 {} 不低于规格上限 {}。请对调，单侧规格请只给一个。", *lower, *upper)},
        "lower");
  if (target && ((lower && *target < *lower) || (upper && *target > *upper)))
    return fail(Code::invalid, "target-outside",
                {fmt::format("Target {} lies outside the specification limits.", *target),
                 fmt::format("目标值 {} 不在规格限之内。", *target)},
                "target");
  return {};
}

PartsPerMillion counted_ppm(std::span<const double> values, const Specification& specification) {
  PartsPerMillion out;
  const auto share = [&](auto is_beyond) {
    return 1e6 * static_cast<double>(std::ranges::count_if(values, is_beyond)) / static_cast<double>(values.size());
  };
  if (specification.lower) out.below = share([&](double x) { return x < *specification.lower; });
  if (specification.upper) out.above = share([&](double x) { return x > *specification.upper; });
  out.total = out.below.value_or(0) + out.above.value_or(0);
  return out;
}

}  // namespace jidoka::study
