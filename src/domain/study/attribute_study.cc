#include "study/attribute_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "study/probability.h"

namespace jidoka::study {

namespace {

class Ratings {
 public:
  Ratings(const AttributeReadings& readings, double confidence)
      : readings_(readings), confidence_(confidence), trials_(readings.ratings.front().front().size()) {}

  std::size_t trials() const { return trials_; }
  Result<void> read_order() {
    for (const std::string& category : readings_.categories) {
      double number = 0;
      const auto [end, error] = std::from_chars(category.data(), category.data() + category.size(), number);
      if (error != std::errc() || end != category.data() + category.size() || !std::isfinite(number))
        return fail(Code::invalid, "not-ordinal",
                    {"Ordinal ratings are numbers; \"" + category + "\" is none.",
                     "有序评价必须是数字，“" + category + "”不是数字。"},
                    "rating");
      order_.push_back(number);
    }
    return {};
  }

  // Parts of which all ratings of these appraisers are alike and, with the standard, right.
  Agreement matched(std::size_t from, std::size_t to, bool with_standard) const {
    Agreement out;
    out.inspected = readings_.parts.size();
    for (std::size_t p = 0; p < readings_.parts.size(); ++p) {
      const std::size_t wanted = with_standard ? readings_.references[p] : readings_.ratings[p][from].front();
      bool is_matched = true;
      for (std::size_t a = from; a < to; ++a)
        is_matched =
            is_matched && std::ranges::all_of(readings_.ratings[p][a], [&](auto one) { return one == wanted; });
      out.matched += is_matched ? 1 : 0;
    }
    out.percent = 100 * static_cast<double>(out.matched) / static_cast<double>(out.inspected);
    for (const double share : clopper_pearson(out.matched, out.inspected, confidence_))
      out.interval.push_back(100 * share);
    if (to == from + 1) out.appraiser = readings_.appraisers[from];
    return out;
  }

  Agreement among(std::size_t from, std::size_t to) const {
    Agreement out = matched(from, to, false);
    Counts counts(readings_.parts.size(), std::vector<std::uint64_t>(readings_.categories.size()));
    for (std::size_t p = 0; p < counts.size(); ++p)
      for (std::size_t a = from; a < to; ++a)
        for (const std::size_t one : readings_.ratings[p][a]) ++counts[p][one];
    put(out, fleiss_kappa(counts));
    if (!order_.empty()) out.kendall_w = kendall_w(orders(from, to));
    return out;
  }

  Agreement against_standard(std::size_t from, std::size_t to) const {
    Agreement out = matched(from, to, true);
    const std::size_t categories = readings_.categories.size();
    Counts table(categories, std::vector<std::uint64_t>(categories));
    std::vector<FleissKappa> by_trial;
    double taus = 0;
    bool has_tau = !order_.empty();
    const std::vector<std::vector<double>> ordered = has_tau ? orders(from, to) : std::vector<std::vector<double>>();
    for (std::size_t a = from; a < to; ++a)
      for (std::size_t t = 0; t < trials_; ++t) {
        Counts counts(readings_.parts.size(), std::vector<std::uint64_t>(categories));
        for (std::size_t p = 0; p < counts.size(); ++p) {
          const std::size_t rating = readings_.ratings[p][a][t];
          ++counts[p][rating];
          ++counts[p][readings_.references[p]];
          ++table[rating][readings_.references[p]];
        }
        by_trial.push_back(fleiss_kappa(counts));
        if (!has_tau) continue;
        const auto tau = kendall_tau(ordered[(a - from) * trials_ + t], standard());
        has_tau = tau.has_value();
        taus += tau.value_or(0);
      }
    put(out, mean_of(by_trial));
    out.cohen = cohen_kappa(table).kappa;
    if (has_tau) out.kendall_tau = taus / static_cast<double>(by_trial.size());
    return out;
  }

  AppraiserPair pair(std::size_t first, std::size_t second) const {
    Counts table(readings_.categories.size(), std::vector<std::uint64_t>(readings_.categories.size()));
    for (const auto& part : readings_.ratings)
      for (std::size_t t = 0; t < trials_; ++t) ++table[part[first][t]][part[second][t]];
    const CohenKappa found = cohen_kappa(table);
    return {readings_.appraisers[first], readings_.appraisers[second], found.observed, found.expected, found.kappa};
  }

 private:
  void put(Agreement& out, const FleissKappa& found) const {
    out.fleiss = found.overall;
    for (std::size_t i = 0; i < found.categories.size(); ++i)
      out.categories.push_back({readings_.categories[i], found.categories[i]});
  }

  // Means over trials; their error is that of one over the root of how many.
  static FleissKappa mean_of(const std::vector<FleissKappa>& all) {
    const auto mean = [&](auto pick) {
      std::optional<Kappa> out = Kappa{};
      double squares = 0;
      for (const FleissKappa& one : all) {
        const std::optional<Kappa>& found = pick(one);
        if (!found) return std::optional<Kappa>();
        out->kappa += found->kappa / static_cast<double>(all.size());
        const double error = found->standard_error.value_or(0) / static_cast<double>(all.size());
        squares += error * error;
      }
      if (squares > 0) {
        out->standard_error = std::sqrt(squares);
        out->z = out->kappa / *out->standard_error;
        out->p = normal_above(*out->z);
      }
      return out;
    };
    FleissKappa out;
    out.overall = mean([](const FleissKappa& one) -> const auto& { return one.overall; });
    for (std::size_t i = 0; i < all.front().categories.size(); ++i)
      out.categories.push_back(mean([i](const FleissKappa& one) -> const auto& { return one.categories[i]; }));
    return out;
  }

  std::vector<std::vector<double>> orders(std::size_t from, std::size_t to) const {
    std::vector<std::vector<double>> out;
    for (std::size_t a = from; a < to; ++a)
      for (std::size_t t = 0; t < trials_; ++t) {
        out.emplace_back();
        for (const auto& part : readings_.ratings) out.back().push_back(order_[part[a][t]]);
      }
    return out;
  }
  std::vector<double> standard() const {
    std::vector<double> out;
    out.reserve(readings_.references.size());
    for (const std::size_t one : readings_.references) out.push_back(order_[one]);
    return out;
  }

  const AttributeReadings& readings_;
  double confidence_;
  std::size_t trials_;
  std::vector<double> order_;  // of the categories; empty for nominal ones
};

// AIAG MSA, 4th ed., chapter III section C: 90/2/5 % acceptable, 80/5/10 % marginal.
GaugeVerdict verdict_of(const Effectiveness& found) {
  const auto within = [&](double least, double misses, double alarms) {
    return found.effectiveness >= least && found.miss_rate.value_or(0) <= misses &&
           found.false_alarm_rate.value_or(0) <= alarms;
  };
  if (within(90, 2, 5)) return GaugeVerdict::acceptable;
  return within(80, 5, 10) ? GaugeVerdict::marginal : GaugeVerdict::not_acceptable;
}

Effectiveness effectiveness_of(const AttributeReadings& readings, const Agreement& found, std::size_t appraiser,
                               std::size_t reject) {
  Effectiveness out;
  out.appraiser = readings.appraisers[appraiser];
  out.effectiveness = found.percent;
  double bad = 0;
  double good = 0;
  double missed = 0;
  double alarmed = 0;
  for (std::size_t p = 0; p < readings.parts.size(); ++p)
    for (const std::size_t rating : readings.ratings[p][appraiser]) {
      const bool is_bad = readings.references[p] == reject;
      (is_bad ? bad : good) += 1;
      if (is_bad && rating != reject) missed += 1;
      if (!is_bad && rating == reject) alarmed += 1;
    }
  if (bad > 0) out.miss_rate = 100 * missed / bad;
  if (good > 0) out.false_alarm_rate = 100 * alarmed / good;
  out.verdict = verdict_of(out);
  return out;
}

// AIAG: kappa above 0.75 is good to excellent agreement, below 0.40 poor.
void judge(AttributeStudy& study) {
  std::vector<double> kappas;
  for (const AppraiserPair& pair : study.pairs)
    if (pair.kappa) kappas.push_back(*pair.kappa);
  for (const Agreement& one : study.against_standard)
    if (one.cohen) kappas.push_back(*one.cohen);
  if (kappas.empty())
    for (const Agreement& one : study.within)
      if (one.fleiss) kappas.push_back(one.fleiss->kappa);
  if (kappas.empty()) {
    study.verdict = GaugeVerdict::marginal;
    study.text = {
        "All ratings are alike, so there is nothing to tell agreement from chance. Take parts of every category.",
        "所有评价相同，无法区分一致性与偶然。请选取涵盖各类别的零件。"};
    return;
  }
  const double least = std::ranges::min(kappas);
  study.verdict = least > 0.75    ? GaugeVerdict::acceptable
                  : least >= 0.40 ? GaugeVerdict::marginal
                                  : GaugeVerdict::not_acceptable;
  const std::string figure = fmt::format("{:.3f}", least);
  switch (study.verdict) {
    case GaugeVerdict::acceptable:
      study.text = {"Good agreement: the least kappa is " + figure + " (above 0.75).",
                    "一致性良好：最小 Kappa 为 " + figure + "（高于 0.75）。"};
      break;
    case GaugeVerdict::marginal:
      study.text = {
          "Moderate agreement: the least kappa is " + figure + " (0.40 to 0.75). Train, and sharpen the standard.",
          "一致性一般：最小 Kappa 为 " + figure + "（0.40 至 0.75）。需要培训并明确标准。"};
      break;
    case GaugeVerdict::not_acceptable:
      study.text = {"Poor agreement: the least kappa is " + figure + " (below 0.40).",
                    "一致性差：最小 Kappa 为 " + figure + "（低于 0.40）。"};
      break;
  }
}

}  // namespace

Interval clopper_pearson(std::uint64_t matched, std::uint64_t of, double confidence) {
  const double tail = (1 - confidence) / 2;
  const auto k = static_cast<double>(matched);
  const auto n = static_cast<double>(of);
  return {matched == 0 ? 0.0 : beta_quantile(tail, k, n - k + 1),
          matched == of ? 1.0 : beta_quantile(1 - tail, k + 1, n - k)};
}

Result<AttributeStudy> study_attribute(const AttributeReadings& readings, const AttributeSettings& settings) {
  if (!(settings.confidence > 0.5 && settings.confidence < 1))
    return fail(Code::invalid, "bad-confidence",
                {"confidence lies above 0.5 and below 1, such as 0.95.", "confidence 应大于 0.5 且小于 1，例如 0.95。"},
                "confidence");
  Ratings ratings(readings, settings.confidence);
  if (settings.ordinal) {
    TRY_VOID(ratings.read_order());
  }
  const std::size_t appraisers = readings.appraisers.size();
  if (appraisers < 2 && ratings.trials() < 2 && readings.references.empty())
    return fail(Code::invalid, "nothing-to-compare",
                {"One appraiser, one trial and no reference: there is nothing to compare.",
                 "只有一位评价人、一次评价且没有参考值，无从比较。"},
                "rating");
  AttributeStudy out;
  out.parts = readings.parts.size();
  out.appraisers = appraisers;
  out.trials = ratings.trials();
  out.categories = readings.categories;
  const bool has_standard = !readings.references.empty();
  for (std::size_t a = 0; a < appraisers; ++a) {
    if (out.trials > 1) out.within.push_back(ratings.among(a, a + 1));
    if (has_standard) out.against_standard.push_back(ratings.against_standard(a, a + 1));
    for (std::size_t b = a + 1; b < appraisers; ++b) out.pairs.push_back(ratings.pair(a, b));
  }
  if (appraisers > 1) out.between = ratings.among(0, appraisers);
  if (appraisers > 1 && has_standard) out.all_against_standard = ratings.against_standard(0, appraisers);
  if (settings.reject) {
    const auto reject = std::ranges::find(readings.categories, *settings.reject);
    if (reject == readings.categories.end() || !has_standard)
      return fail(Code::invalid, "bad-reject",
                  {"No rating is called \"" + *settings.reject + "\", or no reference values are given.",
                   "没有名为“" + *settings.reject + "”的评价，或未给出参考值。"},
                  "reject");
    for (std::size_t a = 0; a < appraisers; ++a)
      out.effectiveness.push_back(effectiveness_of(readings, out.against_standard[a], a,
                                                   static_cast<std::size_t>(reject - readings.categories.begin())));
  }
  judge(out);
  return out;
}

}  // namespace jidoka::study
