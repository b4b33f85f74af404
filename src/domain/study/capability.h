// A capability study: is a process able to keep its specification, how surely is that known, and on which assumptions?
//
//   CapabilitySettings settings;  settings.specification = {73.95, 74.0, 74.05};
//   TRY(const Capability found, study_capability(subgroups, settings));
// C indices are about sigma within subgroups (what the process could do), P indices about all values (what it did).
// Distributions other than normal have P indices by the percentile method of ISO 22514-2: (U − L)/(x99.865 − x0.135);
// Box-Cox has both kinds, of transformed values and limits. The process is checked for control first (control_check.h):
// the indices of one that is not are figures, no forecast, and `verdict` says so.
// Refused: no or reversed limits, no variation, fewer than two values, numbers that are not finite, limits that the
// transformation cannot take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "study/control_check.h"
#include "study/fit.h"
#include "study/histogram.h"
#include "study/indices.h"
#include "study/specification.h"
#include "study/subgroups.h"
#include "study/within_sigma.h"

namespace jidoka::study {

struct CapabilitySettings {
  Specification specification;
  double confidence = 0.95;
  std::optional<SigmaMethod> sigma;
  DistributionChoice distribution = DistributionChoice::normal;
  std::optional<double> lambda;  // of Box-Cox; the most likely one by default
  double required = 1.33;        // Cpk that is asked for
};

enum class CapabilityVerdict : std::uint8_t { capable, undecided, not_capable, not_stable };
constexpr auto describe_enum(const CapabilityVerdict*) {
  using enum CapabilityVerdict;
  return json::names<CapabilityVerdict>(
      {{capable, "capable"}, {undecided, "undecided"}, {not_capable, "not_capable"}, {not_stable, "not_stable"}});
}

struct ExpectedParts {
  PartsPerMillion observed;
  std::optional<PartsPerMillion> within;
  PartsPerMillion overall;
};
constexpr auto describe(const ExpectedParts*) {
  using json::field;
  return json::type<ExpectedParts>("ExpectedParts", "Parts per million beyond the limits",
                                   field("observed", &ExpectedParts::observed, "Counted"),
                                   field("within", &ExpectedParts::within, "Expected of sigma within"),
                                   field("overall", &ExpectedParts::overall, "Expected of all the variation"));
}

struct StudyNote {
  std::string code;
  Text text;
};
constexpr auto describe(const StudyNote*) {
  return json::type<StudyNote>("StudyNote", "What to know about a study's figures",
                               json::field("code", &StudyNote::code), json::field("text", &StudyNote::text));
}

struct Capability {
  std::uint64_t n = 0;
  std::uint64_t subgroups = 0;
  std::optional<std::uint64_t> subgroup_size;  // when all have the same
  Specification specification;
  double confidence = 0;
  Shape distribution = Shape::normal;
  std::string method;  // normal | transformed | percentile

  double mean = 0;
  double sigma_within = 0;
  SigmaMethod sigma_method = SigmaMethod::moving_range;
  double sigma_within_df = 0;
  double sigma_overall = 0;
  std::optional<double> sigma_between, sigma_between_within;

  std::optional<double> cp, cpl, cpu, cpk, cr, cpm;
  std::optional<Interval> cp_interval, cpk_interval, cpm_interval;
  std::optional<double> pp, ppl, ppu, pr, cpm_overall;
  double ppk = 0;
  std::optional<Interval> pp_interval, ppk_interval, cpm_overall_interval;
  std::optional<double> cp_between_within, cpk_between_within;

  ExpectedParts ppm;
  Normality normality;
  Fit fit;
  std::vector<Fit> candidates;
  ControlCheck control;
  std::uint64_t minimum_n = 100;
  double required = 1.33;
  std::optional<double> observed_needed;
  CapabilityVerdict verdict = CapabilityVerdict::undecided;
  std::vector<StudyNote> notes;
  Histogram histogram;
  std::vector<ProbabilityPoint> probability_plot;
};

Text verdict_text(const Capability& study);

Result<Capability> study_capability(const Subgroups& subgroups, const CapabilitySettings& settings);

constexpr auto describe(const Capability*) {
  using json::field;
  return json::type<Capability>(
      "Capability", "A capability study", field("n", &Capability::n), field("subgroups", &Capability::subgroups),
      field("subgroup_size", &Capability::subgroup_size, "When all have the same"),
      field("specification", &Capability::specification),
      field("confidence", &Capability::confidence, "Of all intervals"),
      field("distribution", &Capability::distribution),
      field("method", &Capability::method, "normal, transformed or percentile"), field("mean", &Capability::mean),
      field("sigma_within", &Capability::sigma_within, "Inside subgroups"),
      field("sigma_method", &Capability::sigma_method, "How sigma within was estimated"),
      field("sigma_within_df", &Capability::sigma_within_df, "Its effective degrees of freedom"),
      field("sigma_overall", &Capability::sigma_overall, "Of all values, divided by n − 1"),
      field("sigma_between", &Capability::sigma_between, "Of subgroup means beyond what is within"),
      field("sigma_between_within", &Capability::sigma_between_within, "Both together"), field("cp", &Capability::cp),
      field("cpl", &Capability::cpl), field("cpu", &Capability::cpu), field("cpk", &Capability::cpk),
      field("cr", &Capability::cr, "1 / Cp"), field("cpm", &Capability::cpm, "About the target; the centre by default"),
      field("cp_interval", &Capability::cp_interval, "Lower and upper bound; chi-square"),
      field("cpk_interval", &Capability::cpk_interval, "Bissell 1990"),
      field("cpm_interval", &Capability::cpm_interval, "Boyles 1991"), field("pp", &Capability::pp),
      field("ppl", &Capability::ppl), field("ppu", &Capability::ppu), field("ppk", &Capability::ppk),
      field("pr", &Capability::pr, "1 / Pp"), field("cpm_overall", &Capability::cpm_overall, "Cpm with sigma overall"),
      field("pp_interval", &Capability::pp_interval), field("ppk_interval", &Capability::ppk_interval),
      field("cpm_overall_interval", &Capability::cpm_overall_interval),
      field("cp_between_within", &Capability::cp_between_within),
      field("cpk_between_within", &Capability::cpk_between_within), field("ppm", &Capability::ppm),
      field("normality", &Capability::normality), field("fit", &Capability::fit),
      field("candidates", &Capability::candidates, "What was compared, best first; with distribution best"),
      field("control", &Capability::control),
      field("minimum_n", &Capability::minimum_n, "Values that a study should have"),
      field("required", &Capability::required, "Cpk that is asked for"),
      field("observed_needed", &Capability::observed_needed, "Index that must be observed at this n to be sure of it"),
      field("verdict", &Capability::verdict), field("notes", &Capability::notes),
      field("histogram", &Capability::histogram), field("probability_plot", &Capability::probability_plot));
}

}  // namespace jidoka::study
