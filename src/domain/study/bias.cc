#include "study/bias.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/assert.h"
#include "spc/constants.h"
#include "study/moments.h"
#include "study/probability.h"
#include "study/regression.h"
#include "study/within_sigma.h"

namespace jidoka::study {

namespace {

Result<void> check(const BiasSettings& settings) {
  if (!(settings.confidence > 0.5 && settings.confidence < 1))
    return fail(Code::invalid, "bad-confidence",
                {"confidence lies above 0.5 and below 1, such as 0.95.", "confidence 应大于 0.5 且小于 1，例如 0.95。"},
                "confidence");
  if (settings.process_sigma && !(*settings.process_sigma > 1e-100 && *settings.process_sigma < 1e100))
    return fail(Code::invalid, "bad-sigma", {"The process sigma is above 0.", "过程标准差应大于 0。"}, "process_sigma");
  return {};
}

Result<void> check_reference(double reference) {
  if (std::abs(reference) <= 1e100) return {};
  return fail(Code::invalid, "bad-reference",
              {"A reference value is a number within ±1e100.", "参考值必须是 ±1e100 以内的数值。"}, "reference");
}

// The width of the interval uses d2 where sigma used d2*: AIAG MSA, 4th ed., bias by the independent sample method.
void by_range(BiasStudy& out, std::span<const double> values, double& narrowed) {
  const int n = static_cast<int>(values.size());
  const auto [low, high] = std::ranges::minmax(values);
  const double divisor = d2_star(n, 1);
  const double ratio = spc::d3(n) / spc::d2(n);
  out.sigma = (high - low) / divisor;
  out.df = effective_df(ratio * ratio);
  narrowed = spc::d2(n) / divisor;
}

Text words(const BiasStudy& study) {
  if (study.significant)
    return {fmt::format("The gauge is biased by {:.6g}: the interval from {:.6g} to {:.6g} does not hold 0. Adjust it.",
                        study.bias, study.interval[0], study.interval[1]),
            fmt::format("量具存在偏倚 {:.6g}：区间 {:.6g} 至 {:.6g} 不含 0，应予校准。", study.bias, study.interval[0],
                        study.interval[1])};
  return {fmt::format("No bias is shown: the interval from {:.6g} to {:.6g} holds 0.", study.interval[0],
                      study.interval[1]),
          fmt::format("未显示偏倚：区间 {:.6g} 至 {:.6g} 包含 0。", study.interval[0], study.interval[1])};
}

}  // namespace

Result<BiasStudy> study_bias(std::span<const double> values, double reference, const BiasSettings& settings) {
  TRY_VOID(check(settings));
  TRY_VOID(check_reference(reference));
  TRY_VOID(check_variation(values, 2));
  if (settings.method == DeviationMethod::range && values.size() > 100)
    return fail(Code::invalid, "too-many-for-ranges",
                {"The range of more than 100 readings uses too little of them; choose method s.",
                 "100 个以上的读数不适合用极差法，请选 s 方法。"},
                "method");
  const Moments moments = moments_of(values);
  BiasStudy out;
  out.n = values.size();
  out.reference = reference;
  out.mean = moments.center();
  out.bias = static_cast<double>(moments.mean - reference);
  out.sigma = moments.sigma();
  out.df = static_cast<double>(values.size() - 1);
  double narrowed = 1;
  if (settings.method == DeviationMethod::range) by_range(out, values, narrowed);
  out.standard_error = out.sigma / std::sqrt(static_cast<double>(out.n));
  out.t = out.bias / out.standard_error;
  out.p = t_two_sided(out.t, out.df);
  const double half = narrowed * out.standard_error * t_quantile((1 + settings.confidence) / 2, out.df);
  out.interval = {out.bias - half, out.bias + half};
  out.significant = out.interval[0] > 0 || out.interval[1] < 0;
  if (settings.process_sigma) out.percent_of_process = 100 * std::abs(out.bias) / (6 * *settings.process_sigma);
  out.text = words(out);
  return out;
}

Result<LinearityStudy> study_linearity(const std::vector<double>& references, const std::vector<double>& values,
                                       const BiasSettings& settings) {
  ASSERT(references.size() == values.size());
  TRY_VOID(check(settings));
  TRY_VOID(check_numbers(values, 3));
  std::vector<double> biases;
  std::map<double, std::vector<double>> by_reference;
  for (std::size_t i = 0; i < values.size(); ++i) {
    TRY_VOID(check_reference(references[i]));
    TRY_VOID(check_reference(values[i]));
    biases.push_back(values[i] - references[i]);
    by_reference[references[i]].push_back(biases.back());
  }
  TRY(const LinearFit line, linear_fit(references, biases));
  LinearityStudy out;
  out.n = values.size();
  out.overall_bias = moments_of(biases).center();
  out.intercept = line.intercept;
  out.slope = line.slope;
  out.intercept_error = line.intercept_error;
  out.slope_error = line.slope_error;
  out.intercept_t = line.intercept_t;
  out.slope_t = line.slope_t;
  out.intercept_p = line.intercept_p;
  out.slope_p = line.slope_p;
  out.r_squared = line.r_squared;
  out.sigma = line.residual_sigma;
  out.df = line.df;
  out.percent_linearity = 100 * std::abs(line.slope);
  if (settings.process_sigma) out.linearity = std::abs(line.slope) * 6 * *settings.process_sigma;
  out.acceptable = true;
  for (const auto& [reference, found] : by_reference) {
    const double half = line.half_width(reference, settings.confidence);
    BiasAt one{reference, found.size(), moments_of(found).center(), line.at(reference), {}};
    one.interval = {one.fit - half, one.fit + half};
    out.acceptable = out.acceptable && one.interval[0] <= 0 && one.interval[1] >= 0;
    out.references.push_back(std::move(one));
  }
  out.text = out.acceptable
                 ? Text{"Linearity is acceptable: the band about the line holds 0 at every reference value.",
                        "线性可接受：在所有参考值处，拟合线的置信带都包含 0。"}
                 : Text{"Linearity is not acceptable: the band about the line leaves 0 at some reference value.",
                        "线性不可接受：在某些参考值处，拟合线的置信带不含 0。"};
  return out;
}

Result<StabilityStudy> study_stability(const Subgroups& subgroups) {
  TRY_VOID(check_variation(subgroups.values(), 2));
  TRY(const WithinSigma within, sigma_within(subgroups, std::nullopt));
  StabilityStudy out;
  out.n = subgroups.values().size();
  out.subgroups = subgroups.count();
  out.mean = moments_of(subgroups.values()).center();
  out.sigma = within.sigma;
  out.control = check_control(subgroups, within);
  out.text =
      out.control.stable
          ? Text{"The gauge is stable: no point lies beyond a control limit.", "测量系统稳定：没有点超出控制限。"}
          : Text{
                fmt::format("The gauge is not stable: {} points lie beyond a control limit.", out.control.signal_count),
                fmt::format("测量系统不稳定：有 {} 个点超出控制限。", out.control.signal_count)};
  return out;
}

}  // namespace jidoka::study
