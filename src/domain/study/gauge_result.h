// What a study of repeatability and reproducibility finds, and how it comes from the variance components.
//
// Each measure is given by source: variance, sigma, study variation (6σ), and as a percentage of the total variance
// (contribution), of the total study variation, and of the tolerance. The verdict is AIAG's for the percentage of study
// variation, or of tolerance when one is given: below 10 acceptable, to 30 marginal, above not acceptable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "json/describe.h"
#include "study/anova.h"

namespace jidoka::study {

enum class GaugeMethod : std::uint8_t { anova, range };
constexpr auto describe_enum(const GaugeMethod*) {
  return json::names<GaugeMethod>({{GaugeMethod::anova, "anova"}, {GaugeMethod::range, "range"}});
}
enum class GaugeVerdict : std::uint8_t { acceptable, marginal, not_acceptable };
constexpr auto describe_enum(const GaugeVerdict*) {
  return json::names<GaugeVerdict>({{GaugeVerdict::acceptable, "acceptable"},
                                    {GaugeVerdict::marginal, "marginal"},
                                    {GaugeVerdict::not_acceptable, "not_acceptable"}});
}

struct BySource {
  double total_grr = 0;
  double repeatability = 0;
  double reproducibility = 0;
  std::optional<double> appraiser;    // the two parts of reproducibility, by ANOVA
  std::optional<double> interaction;  // absent when it was pooled
  double part_to_part = 0;
  double total = 0;
};
constexpr auto describe(const BySource*) {
  using json::field;
  return json::type<BySource>(
      "BySource", "A measure of variation by where it comes from",
      field("total_grr", &BySource::total_grr, "Repeatability and reproducibility together"),
      field("repeatability", &BySource::repeatability, "Of the gauge: EV"),
      field("reproducibility", &BySource::reproducibility, "Of those who use it: AV"),
      field("appraiser", &BySource::appraiser, "Its part that holds for all parts"),
      field("interaction", &BySource::interaction, "Its part that differs by part; absent when pooled"),
      field("part_to_part", &BySource::part_to_part, "Of the parts: PV"), field("total", &BySource::total, "TV"));
}

struct PartAppraiserMean {
  std::string part;
  std::string appraiser;
  double mean = 0;
  double range = 0;
};
constexpr auto describe(const PartAppraiserMean*) {
  using json::field;
  return json::type<PartAppraiserMean>(
      "PartAppraiserMean", "What one appraiser found of one part", field("part", &PartAppraiserMean::part),
      field("appraiser", &PartAppraiserMean::appraiser), field("mean", &PartAppraiserMean::mean),
      field("range", &PartAppraiserMean::range));
}

struct GaugeStudy {
  std::string design;  // crossed | nested
  GaugeMethod method = GaugeMethod::anova;
  std::uint64_t parts = 0, appraisers = 0, trials = 0;
  std::optional<double> tolerance;
  BySource variance_components, sigma, study_variation, percent_contribution, percent_study_variation;
  std::optional<BySource> percent_tolerance;
  double ev = 0, av = 0, grr = 0, pv = 0, tv = 0;  // σ, by AIAG's names
  std::uint64_t ndc = 0;
  std::optional<double> interaction_p;
  std::optional<bool> interaction_pooled;
  std::vector<AnovaRow> anova;
  std::vector<AnovaRow> anova_pooled;
  std::optional<double> k1, k2, k3, mean_range, range_limit;
  std::optional<std::uint64_t> ranges_beyond_limit;
  std::vector<PartAppraiserMean> means;
  GaugeVerdict verdict = GaugeVerdict::acceptable;
  Text text;
};

constexpr auto describe(const GaugeStudy*) {
  using json::field;
  return json::type<GaugeStudy>(
      "GaugeStudy", "A study of repeatability and reproducibility",
      field("design", &GaugeStudy::design, "crossed or nested"), field("method", &GaugeStudy::method),
      field("parts", &GaugeStudy::parts), field("appraisers", &GaugeStudy::appraisers),
      field("trials", &GaugeStudy::trials), field("tolerance", &GaugeStudy::tolerance),
      field("variance_components", &GaugeStudy::variance_components),
      field("sigma", &GaugeStudy::sigma, "Standard deviations"),
      field("study_variation", &GaugeStudy::study_variation, "6 sigma"),
      field("percent_contribution", &GaugeStudy::percent_contribution, "Of the total variance"),
      field("percent_study_variation", &GaugeStudy::percent_study_variation, "Of the total sigma"),
      field("percent_tolerance", &GaugeStudy::percent_tolerance, "6 sigma of the tolerance, when one is given"),
      field("ev", &GaugeStudy::ev, "Equipment variation, one sigma"),
      field("av", &GaugeStudy::av, "Appraiser variation, one sigma"), field("grr", &GaugeStudy::grr, "Both, one sigma"),
      field("pv", &GaugeStudy::pv, "Part variation, one sigma"),
      field("tv", &GaugeStudy::tv, "Total variation, one sigma"),
      field("ndc", &GaugeStudy::ndc, "Number of distinct categories; 5 or more are asked for"),
      field("interaction_p", &GaugeStudy::interaction_p, "By ANOVA"),
      field("interaction_pooled", &GaugeStudy::interaction_pooled, "By ANOVA: with the repeatability"),
      field("anova", &GaugeStudy::anova),
      field("anova_pooled", &GaugeStudy::anova_pooled, "After the interaction was pooled"),
      field("k1", &GaugeStudy::k1, "By ranges: 1/d2* of the trials"),
      field("k2", &GaugeStudy::k2, "1/d2* of the appraisers"), field("k3", &GaugeStudy::k3, "1/d2* of the parts"),
      field("mean_range", &GaugeStudy::mean_range, "Of the trials of one part by one appraiser"),
      field("range_limit", &GaugeStudy::range_limit, "D4 times the mean range"),
      field("ranges_beyond_limit", &GaugeStudy::ranges_beyond_limit,
            "Cells whose range is beyond it: look at them first"),
      field("means", &GaugeStudy::means), field("verdict", &GaugeStudy::verdict), field("text", &GaugeStudy::text));
}

// From the components to everything else; ndc, verdict and its words with it. Refuses a study in which nothing varies.
Result<GaugeStudy> completed(GaugeStudy study);

}  // namespace jidoka::study
