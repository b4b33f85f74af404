#include "study/moments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jidoka::study {

double Moments::sigma() const {
  return n < 2 ? 0.0 : static_cast<double>(std::sqrt(squares / static_cast<long double>(n - 1)));
}

Moments moments_of(std::span<const double> values) {
  Moments out;
  out.n = values.size();
  if (values.empty()) return out;
  const auto n = static_cast<long double>(values.size());
  long double sum = 0;
  for (const double x : values) sum += x;
  const long double near = sum / n;
  long double rest = 0;
  for (const double x : values) rest += x - near;
  out.mean = near + rest / n;
  long double before = 0;
  for (const double x : values) {
    const long double off = x - out.mean;
    const long double square = off * off;
    out.squares += square;
    out.cubes += square * off;
    out.fourths += square * square;
    out.neighbours += before * off;
    before = off;
  }
  return out;
}

Result<void> check_numbers(std::span<const double> values, std::size_t least) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      return fail(Code::invalid, "not-a-number",
                  {fmt::format("Value {} is not a finite number; leave it out or correct it.", i + 1),
                   fmt::format("第 {} 个值不是有限的数值，请更正或剔除。", i + 1)},
                  "value");
  if (values.size() < least)
    return fail(Code::invalid, "too-few-values",
                {fmt::format("There are {} values; at least {} are needed.", values.size(), least),
                 fmt::format("只有 {} 个值，至少需要 {} 个。", values.size(), least)},
                "value");
  return {};
}

Result<void> check_variation(std::span<const double> values, std::size_t least) {
  TRY_VOID(check_numbers(values, least));
  constexpr double widest = 1e100;
  double largest = 0;
  for (const double x : values) largest = std::max(largest, std::abs(x));
  const double sigma = moments_of(values).sigma();
  const auto [low, high] = std::ranges::minmax(values);
  if (low == high)
    return fail(Code::invalid, "no-variation",
                {fmt::format("All {} values are equal to {}; a study needs variation. Is the gauge too coarse?",
                             values.size(), low),
                 fmt::format("全部 {} 个值都等于 {}，没有变差，无法研究。量具分辨力是否不足？", values.size(), low)},
                "value");
  if (largest > widest || sigma < 1 / widest)
    return fail(Code::invalid, "out-of-scale",
                {"The values are beyond 1e±100; give them in a fitting unit of measure.",
                 "数值超出 1e±100 的范围，请换用合适的计量单位。"},
                "value");
  if (sigma < 1e-14 * largest)
    return fail(Code::invalid, "no-variation",
                {"The values differ by no more than the rounding of a double; subtract a nominal value first.",
                 "各值之差仅为双精度舍入误差，请先减去名义值。"},
                "value");
  return {};
}

}  // namespace jidoka::study
