// Attribute agreement: several appraisers put each part into a category several times. Do they agree with themselves,
// with each other, and with the truth where it is known? (AIAG MSA, 4th edition; tables as in common practice.)
//
//   TRY(const AttributeReadings readings, attribute_readings(parts, appraisers, ratings, references));
//   TRY(const AttributeStudy study, study_attribute(readings, settings));
// A part counts as matched when all its ratings are the same (and right, against the standard); intervals of a share
// are Clopper & Pearson's. Pairs of appraisers, and each against the standard, have Cohen's kappa over all trials, as
// AIAG lays it out; within and between appraisers it is Fleiss'. Ordinal ratings (numbers) also have Kendall's W and
// τ-b. With a category named as reject: effectiveness, miss rate and false alarm rate. A missing rating is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "json/describe.h"
#include "study/agreement.h"
#include "study/gauge_result.h"
#include "study/indices.h"

namespace jidoka::study {

struct AttributeReadings {
  std::vector<std::string> parts, appraisers, categories;
  std::vector<std::vector<std::vector<std::size_t>>> ratings;  // [part][appraiser] → categories by trial
  std::vector<std::size_t> references;                         // by part; empty when the truth is not known
};

// `references` is empty, or has one for each rating, the same for all ratings of a part.
Result<AttributeReadings> attribute_readings(const std::vector<std::string>& parts,
                                             const std::vector<std::string>& appraisers,
                                             const std::vector<std::string>& ratings,
                                             const std::vector<std::string>& references);

struct AttributeSettings {
  double confidence = 0.95;
  bool ordinal = false;               // categories are numbers in order
  std::optional<std::string> reject;  // the category of bad parts
};

struct CategoryKappa {
  std::string category;
  std::optional<Kappa> fleiss;
};
constexpr auto describe(const CategoryKappa*) {
  return json::type<CategoryKappa>("CategoryKappa", "Agreement about one category",
                                   json::field("category", &CategoryKappa::category),
                                   json::field("fleiss", &CategoryKappa::fleiss));
}

struct Agreement {
  std::optional<std::string> appraiser;
  std::uint64_t inspected = 0;
  std::uint64_t matched = 0;
  double percent = 0;
  Interval interval;  // of the percentage
  std::optional<Kappa> fleiss;
  std::vector<CategoryKappa> categories;
  std::optional<double> cohen;
  std::optional<Concordance> kendall_w;
  std::optional<double> kendall_tau;
};
constexpr auto describe(const Agreement*) {
  using json::field;
  return json::type<Agreement>(
      "Agreement", "How far ratings agree", field("appraiser", &Agreement::appraiser),
      field("inspected", &Agreement::inspected, "Parts"),
      field("matched", &Agreement::matched, "Parts with all ratings alike, and right where the truth is meant"),
      field("percent", &Agreement::percent), field("interval", &Agreement::interval, "Of the percentage"),
      field("fleiss", &Agreement::fleiss, "Against the standard: mean over trials"),
      field("categories", &Agreement::categories),
      field("cohen", &Agreement::cohen, "Against the standard, over all trials"),
      field("kendall_w", &Agreement::kendall_w, "Of ordinal ratings"),
      field("kendall_tau", &Agreement::kendall_tau, "Against the standard, mean over trials"));
}

struct AppraiserPair {
  std::string first, second;
  double observed = 0;
  double expected = 0;
  std::optional<double> kappa;
};
constexpr auto describe(const AppraiserPair*) {
  using json::field;
  return json::type<AppraiserPair>(
      "AppraiserPair", "Two appraisers beside each other, over all trials", field("first", &AppraiserPair::first),
      field("second", &AppraiserPair::second), field("observed", &AppraiserPair::observed, "Share of agreement"),
      field("expected", &AppraiserPair::expected, "Share by chance"), field("kappa", &AppraiserPair::kappa, "Cohen's"));
}

struct Effectiveness {
  std::string appraiser;
  double effectiveness = 0;  // percent
  std::optional<double> miss_rate, false_alarm_rate;
  GaugeVerdict verdict = GaugeVerdict::acceptable;
};
constexpr auto describe(const Effectiveness*) {
  using json::field;
  return json::type<Effectiveness>(
      "Effectiveness", "Right decisions, and wrong ones of both kinds, in percent",
      field("appraiser", &Effectiveness::appraiser),
      field("effectiveness", &Effectiveness::effectiveness, "Parts decided rightly every time"),
      field("miss_rate", &Effectiveness::miss_rate, "Ratings of bad parts as good"),
      field("false_alarm_rate", &Effectiveness::false_alarm_rate, "Ratings of good parts as bad"),
      field("verdict", &Effectiveness::verdict));
}

struct AttributeStudy {
  std::uint64_t parts = 0, appraisers = 0, trials = 0;
  std::vector<std::string> categories;
  std::vector<Agreement> within;
  std::vector<Agreement> against_standard;
  std::optional<Agreement> between;
  std::optional<Agreement> all_against_standard;
  std::vector<AppraiserPair> pairs;
  std::vector<Effectiveness> effectiveness;
  GaugeVerdict verdict = GaugeVerdict::acceptable;
  Text text;
};
constexpr auto describe(const AttributeStudy*) {
  using json::field;
  return json::type<AttributeStudy>(
      "AttributeStudy", "Whether ratings can be relied on", field("parts", &AttributeStudy::parts),
      field("appraisers", &AttributeStudy::appraisers), field("trials", &AttributeStudy::trials),
      field("categories", &AttributeStudy::categories),
      field("within", &AttributeStudy::within, "Each with themselves"),
      field("against_standard", &AttributeStudy::against_standard, "Each with the truth"),
      field("between", &AttributeStudy::between, "All with each other"),
      field("all_against_standard", &AttributeStudy::all_against_standard), field("pairs", &AttributeStudy::pairs),
      field("effectiveness", &AttributeStudy::effectiveness, "When a category is named as reject"),
      field("verdict", &AttributeStudy::verdict), field("text", &AttributeStudy::text));
}

Result<AttributeStudy> study_attribute(const AttributeReadings& readings, const AttributeSettings& settings);

Interval clopper_pearson(std::uint64_t matched, std::uint64_t of, double confidence);  // shares

}  // namespace jidoka::study
