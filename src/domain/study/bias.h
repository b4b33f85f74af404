// Does a gauge read true? Bias at one master, linearity along several, stability over time (AIAG MSA, 4th edition).
//
//   study_bias(values, reference, settings)            t-test of the mean against the reference
//   study_linearity(references, values, settings)      a line through the biases; a good gauge keeps 0 in its band
//   study_stability(subgroups)                          X̄-R of a master over time; see control_check.h
// The deviation of a bias study is s with n − 1 degrees of freedom, or by ranges R/d2* with Duncan's, as the manual's
// worked example has it. Both of the manual's examples check these (bias_test.cc).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "json/describe.h"
#include "study/control_check.h"
#include "study/indices.h"

namespace jidoka::study {

enum class DeviationMethod : std::uint8_t { s, range };
constexpr auto describe_enum(const DeviationMethod*) {
  return json::names<DeviationMethod>({{DeviationMethod::s, "s"}, {DeviationMethod::range, "range"}});
}

struct BiasSettings {
  double confidence = 0.95;
  DeviationMethod method = DeviationMethod::s;
  std::optional<double> process_sigma;  // of the process that the gauge is for: bias as a share of 6 of them
};

struct BiasStudy {
  std::uint64_t n = 0;
  double reference = 0;
  double mean = 0;
  double bias = 0;
  double sigma = 0;  // repeatability
  double standard_error = 0;
  double t = 0, p = 0;
  double df = 0;
  Interval interval;  // of the bias
  std::optional<double> percent_of_process;
  bool significant = false;
  Text text;
};
constexpr auto describe(const BiasStudy*) {
  using json::field;
  return json::type<BiasStudy>(
      "BiasStudy", "How far a gauge reads from the truth", field("n", &BiasStudy::n),
      field("reference", &BiasStudy::reference), field("mean", &BiasStudy::mean), field("bias", &BiasStudy::bias),
      field("sigma", &BiasStudy::sigma, "Repeatability"),
      field("standard_error", &BiasStudy::standard_error, "Of the bias"), field("t", &BiasStudy::t),
      field("p", &BiasStudy::p), field("df", &BiasStudy::df), field("interval", &BiasStudy::interval, "Of the bias"),
      field("percent_of_process", &BiasStudy::percent_of_process, "Bias of 6 process sigma"),
      field("significant", &BiasStudy::significant, "The interval does not hold 0"), field("text", &BiasStudy::text));
}

struct BiasAt {
  double reference = 0;
  std::uint64_t n = 0;
  double bias = 0;
  double fit = 0;
  Interval interval;  // of the line there
};
constexpr auto describe(const BiasAt*) {
  using json::field;
  return json::type<BiasAt>(
      "BiasAt", "Bias at one reference value", field("reference", &BiasAt::reference), field("n", &BiasAt::n),
      field("bias", &BiasAt::bias, "Mean of the readings minus the reference"),
      field("fit", &BiasAt::fit, "Of the line"), field("interval", &BiasAt::interval, "Of the line there"));
}

struct LinearityStudy {
  std::uint64_t n = 0;
  double overall_bias = 0;
  double intercept = 0, slope = 0;
  double intercept_error = 0, slope_error = 0;
  std::optional<double> intercept_t, slope_t, intercept_p, slope_p;
  double r_squared = 0;
  double sigma = 0;  // of the residuals: repeatability
  double df = 0;
  double percent_linearity = 0;     // 100 |slope|
  std::optional<double> linearity;  // |slope| × 6 process sigma
  std::vector<BiasAt> references;
  bool acceptable = false;
  Text text;
};
constexpr auto describe(const LinearityStudy*) {
  using json::field;
  return json::type<LinearityStudy>(
      "LinearityStudy", "Whether bias changes along the range", field("n", &LinearityStudy::n),
      field("overall_bias", &LinearityStudy::overall_bias), field("intercept", &LinearityStudy::intercept),
      field("slope", &LinearityStudy::slope), field("intercept_error", &LinearityStudy::intercept_error),
      field("slope_error", &LinearityStudy::slope_error), field("intercept_t", &LinearityStudy::intercept_t),
      field("slope_t", &LinearityStudy::slope_t), field("intercept_p", &LinearityStudy::intercept_p),
      field("slope_p", &LinearityStudy::slope_p), field("r_squared", &LinearityStudy::r_squared),
      field("sigma", &LinearityStudy::sigma, "Of the residuals: repeatability"), field("df", &LinearityStudy::df),
      field("percent_linearity", &LinearityStudy::percent_linearity, "100 times the slope"),
      field("linearity", &LinearityStudy::linearity, "Slope times 6 process sigma"),
      field("references", &LinearityStudy::references),
      field("acceptable", &LinearityStudy::acceptable, "The band about the line holds 0 at every reference"),
      field("text", &LinearityStudy::text));
}

struct StabilityStudy {
  std::uint64_t n = 0;
  std::uint64_t subgroups = 0;
  double mean = 0;
  double sigma = 0;  // within subgroups: repeatability
  ControlCheck control;
  Text text;
};
constexpr auto describe(const StabilityStudy*) {
  using json::field;
  return json::type<StabilityStudy>("StabilityStudy", "Whether a gauge reads the same over time",
                                    field("n", &StabilityStudy::n), field("subgroups", &StabilityStudy::subgroups),
                                    field("mean", &StabilityStudy::mean),
                                    field("sigma", &StabilityStudy::sigma, "Within subgroups: repeatability"),
                                    field("control", &StabilityStudy::control), field("text", &StabilityStudy::text));
}

Result<BiasStudy> study_bias(std::span<const double> values, double reference, const BiasSettings& settings);
Result<LinearityStudy> study_linearity(const std::vector<double>& references, const std::vector<double>& values,
                                       const BiasSettings& settings);
Result<StabilityStudy> study_stability(const Subgroups& subgroups);

}  // namespace jidoka::study
