#include "study/capability.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "study/anova.h"
#include "study/moments.h"
#include "study/probability.h"

namespace jidoka::study {

namespace {

constexpr std::uint64_t fewest_subgroups = 25;  // AIAG SPC, 2nd ed.: 25 subgroups and 100 readings before limits hold

struct NormalPart {  // what expected_ppm asks of
  double mean, sigma;
  double below(double x) const { return normal_below((x - mean) / sigma); }
  double above(double x) const { return normal_above((x - mean) / sigma); }
};

Result<void> check(const CapabilitySettings& settings) {
  TRY_VOID(check(settings.specification));
  if (!(settings.confidence > 0.5 && settings.confidence < 1))
    return fail(Code::invalid, "bad-confidence",
                {"confidence lies above 0.5 and below 1, such as 0.95.", "confidence 应大于 0.5 且小于 1，例如 0.95。"},
                "confidence");
  if (!(settings.required > 0 && settings.required <= 10))
    return fail(Code::invalid, "bad-required",
                {"The required index lies above 0 and up to 10.", "要求的能力指数应大于 0 且不超过 10。"}, "required");
  return {};
}

// Where a value stands in its distribution, as the standard normal value of the same probability.
double normal_score(const Distribution& d, double x) {
  constexpr double farthest = 37;  // beyond it a double has no probability
  if (d.is_transformed_normal()) return std::clamp(d.z_of(x), -farthest, farthest);
  const double below = d.below(x);
  const double score = below < 0.5 ? normal_quantile(below) : -normal_quantile(d.above(x));
  if (!std::isnan(score)) return score;
  return below < 0.5 ? -farthest : farthest;
}

Result<Specification> transformed(const Specification& specification, double lambda) {
  Specification out;
  for (auto limit : {&Specification::lower, &Specification::target, &Specification::upper}) {
    const std::optional<double>& given = specification.*limit;
    if (!given) continue;
    if (*given <= 0)
      return fail(Code::invalid, "limit-not-positive",
                  {fmt::format("A Box-Cox transformation cannot take the limit {}; leave it out or choose another "
                               "distribution.",
                               *given),
                   fmt::format("Box-Cox 变换无法处理规格值 {}；请去掉它或选择其他分布。", *given)},
                  "distribution");
    out.*limit = box_cox(*given, lambda);
  }
  return out;
}

void put_within(Capability& out, const Indices& found) {
  out.cp = found.p;
  out.cpl = found.low;
  out.cpu = found.high;
  out.cpk = found.k;
  out.cr = found.ratio;
  out.cpm = found.m;
  out.cp_interval = found.p_interval;
  out.cpk_interval = found.k_interval;
  out.cpm_interval = found.m_interval;
}
void put_overall(Capability& out, const Indices& found) {
  out.pp = found.p;
  out.ppl = found.low;
  out.ppu = found.high;
  out.ppk = found.k;
  out.pr = found.ratio;
  out.cpm_overall = found.m;
  out.pp_interval = found.p_interval;
  out.ppk_interval = found.k_interval;
  out.cpm_overall_interval = found.m_interval;
}

// Normal values, or ones that were made normal: both kinds of indices, with intervals.
Result<void> by_moments(Capability& out, const Subgroups& subgroups, const WithinSigma& within,
                        const Specification& specification) {
  const Moments moments = moments_of(subgroups.values());
  const auto n = static_cast<double>(moments.n);
  const Spread overall{moments.center(), moments.sigma(), n - 1, n};
  put_overall(out, indices_of(overall, specification, out.confidence));
  out.ppm.overall = expected_ppm(NormalPart{overall.mean, overall.sigma}, specification);
  if (within.sigma <= 0) return {};
  put_within(out, indices_of({overall.mean, within.sigma, within.df, n}, specification, out.confidence));
  out.ppm.within = expected_ppm(NormalPart{overall.mean, within.sigma}, specification);
  return {};
}

// ISO 22514-2, percentile method: what lies between x0.135 and x99.865 takes the place of 6σ.
void by_percentiles(Capability& out) {
  const auto& [lower, target, upper] = out.specification;
  const Fit& fit = out.fit;
  out.method = "percentile";
  if (lower) out.ppl = (fit.x50 - *lower) / (fit.x50 - fit.x0135);
  if (upper) out.ppu = (*upper - fit.x50) / (fit.x99865 - fit.x50);
  out.ppk = std::min(out.ppl.value_or(std::numeric_limits<double>::infinity()),
                     out.ppu.value_or(std::numeric_limits<double>::infinity()));
  if (lower && upper) {
    out.pp = (*upper - *lower) / (fit.x99865 - fit.x0135);
    out.pr = 1 / *out.pp;
  }
  out.ppm.overall = expected_ppm(fit.distribution, out.specification);
}

Result<void> between_and_within(Capability& out, const Subgroups& subgroups) {
  if (subgroups.are_individuals() || subgroups.count() < 2) return {};
  std::vector<std::vector<double>> groups;
  subgroups.each([&](std::span<const double> group) { groups.emplace_back(group.begin(), group.end()); });
  TRY(const OneWay table, one_way_anova(groups));
  out.sigma_between = std::sqrt(table.variance_between);
  out.sigma_between_within = std::hypot(*out.sigma_between, out.sigma_within);
  if (out.method != "normal" || *out.sigma_between_within <= 0) return {};
  const Indices found = indices_of({out.mean, *out.sigma_between_within, 1, 1}, out.specification, out.confidence);
  out.cp_between_within = found.p;
  out.cpk_between_within = found.k;
  return {};
}

void judge(Capability& out) {
  const double index = out.cpk.value_or(out.ppk);
  const auto n = static_cast<double>(out.n);
  const double df = out.cpk ? out.sigma_within_df : n - 1;
  const double needed = observed_for(out.required, n, df, out.confidence);
  if (std::isfinite(needed)) out.observed_needed = needed;
  const auto& interval = out.cpk ? out.cpk_interval : out.ppk_interval;
  if (!out.control.stable)
    out.verdict = CapabilityVerdict::not_stable;
  else if (index >= needed)
    out.verdict = CapabilityVerdict::capable;
  else if (interval ? interval->back() < out.required : index < out.required)
    out.verdict = CapabilityVerdict::not_capable;
}

void add_notes(Capability& out) {
  const auto note = [&](std::string code, Text text) { out.notes.push_back({std::move(code), std::move(text)}); };
  if (!out.control.stable)
    note("not_stable", {fmt::format("The process was not in control: {} points lie beyond a control limit. Its indices "
                                    "are no forecast; find and remove the causes first.",
                                    out.control.signal_count),
                        fmt::format("过程不受控：有 {} 个点超出控制限。能力指数不能用于预测，请先查明并消除原因。",
                                    out.control.signal_count)});
  if (out.n < out.minimum_n)
    note("few_values",
         {fmt::format("{} values are few: AIAG asks for {} or more. Read the intervals, not the indices.", out.n,
                      out.minimum_n),
          fmt::format("只有 {} 个值；AIAG 要求至少 {} 个。请看置信区间，而不要只看指数。", out.n, out.minimum_n)});
  if (out.subgroup_size != 1 && out.subgroups < fewest_subgroups)
    note("few_subgroups", {fmt::format("{} subgroups are few: 25 or more show what varies over time.", out.subgroups),
                           fmt::format("只有 {} 个子组；25 个以上才能反映随时间的变差。", out.subgroups)});
  if (out.distribution == Shape::normal && out.normality.rejected)
    note("not_normal", {"The values are not normally distributed: PPM and indices mislead. Try distribution best.",
                        "数据不服从正态分布，PPM 和指数会误导。请改选其他分布，或用 best 自动选择。"});
  if (out.distribution != Shape::normal && out.fit.anderson_darling.p && *out.fit.anderson_darling.p < rejected_below)
    note("poor_fit", {"The chosen distribution does not fit the values (Anderson-Darling, 0.05).",
                      "所选分布与数据不符（Anderson-Darling 检验，0.05）。"});
  if (out.method == "percentile")
    note("percentile", {"Percentile method of ISO 22514-2: P indices only, without intervals.",
                        "采用 ISO 22514-2 的分位数法：只有 P 类指数，没有置信区间。"});
  if (out.method == "transformed")
    note("transformed", {"Indices are those of transformed values and limits; their intervals take lambda as known.",
                         "指数由变换后的数据和规格限计算；区间把 lambda 视为已知。"});
  if (out.method != "percentile" && !out.cpk)
    note("no_variation_within",
         {"Nothing varies within the subgroups, so there are no C indices. Is the gauge too coarse?",
          "子组内没有变差，因此没有 C 类指数。量具分辨力是否不足？"});
}

}  // namespace

Text verdict_text(const Capability& study) {
  const char* name = study.cpk ? "Cpk" : "Ppk";
  const double index = study.cpk.value_or(study.ppk);
  const auto& interval = study.cpk ? study.cpk_interval : study.ppk_interval;
  const std::string least = interval ? fmt::format(" ({:.2f} … {:.2f})", interval->front(), interval->back()) : "";
  const std::string figure = fmt::format("{} {:.2f}{}", name, index, least);
  switch (study.verdict) {
    case CapabilityVerdict::not_stable:
      return {"Not stable: no statement about capability.", "过程不受控：不能给出过程能力结论。"};
    case CapabilityVerdict::capable:
      return {fmt::format("Capable: {} is surely at least {:.2f}.", figure, study.required),
              fmt::format("能力充足：{}，可确信不低于 {:.2f}。", figure, study.required)};
    case CapabilityVerdict::not_capable:
      return {fmt::format("Not capable: {} is below {:.2f}.", figure, study.required),
              fmt::format("能力不足：{}，低于 {:.2f}。", figure, study.required)};
    case CapabilityVerdict::undecided:
      break;
  }
  if (!study.observed_needed)
    return {fmt::format("Undecided: {}; too few values for any statement about {:.2f}.", figure, study.required),
            fmt::format("尚不能判断：{}；数据太少，无法就 {:.2f} 下结论。", figure, study.required)};
  return {fmt::format("Undecided: {}; with {} values it takes {:.2f} to be sure of {:.2f}.", figure, study.n,
                      *study.observed_needed, study.required),
          fmt::format("尚不能判断：{}；{} 个值时需达到 {:.2f} 才能确信不低于 {:.2f}。", figure, study.n,
                      *study.observed_needed, study.required)};
}

Result<Capability> study_capability(const Subgroups& subgroups, const CapabilitySettings& settings) {
  TRY_VOID(check(settings));
  const std::span<const double> values = subgroups.values();
  TRY_VOID(check_variation(values, 2));
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  TRY(Fits fits, fit_distribution(sorted, settings.distribution, settings.confidence, settings.lambda));
  TRY(const WithinSigma within, sigma_within(subgroups, settings.sigma));

  Capability out;
  out.n = values.size();
  out.subgroups = subgroups.count();
  if (subgroups.are_of_one_size()) out.subgroup_size = subgroups.largest();
  out.specification = settings.specification;
  out.confidence = settings.confidence;
  out.required = settings.required;
  const Moments moments = moments_of(values);
  out.mean = moments.center();
  out.sigma_overall = moments.sigma();
  out.sigma_within = within.sigma;
  out.sigma_method = within.method;
  out.sigma_within_df = within.df;
  out.fit = std::move(fits.chosen);
  out.candidates = std::move(fits.candidates);
  out.distribution = out.fit.shape;
  out.method = "normal";
  out.normality = test_normality(sorted);
  out.ppm.observed = counted_ppm(values, settings.specification);

  const bool is_normal = out.distribution == Shape::normal;
  WithinSigma plotted = within;
  Subgroups scores;
  if (!is_normal) {
    scores = subgroups.changed([&](double x) { return normal_score(out.fit.distribution, x); });
    TRY(plotted, sigma_within(scores, settings.sigma));
  }
  out.control = check_control(is_normal ? subgroups : scores, plotted);
  out.control.of_scores = !is_normal;

  if (is_normal) {
    TRY_VOID(by_moments(out, subgroups, within, settings.specification));
  } else if (out.fit.box_cox) {
    const double lambda = out.fit.box_cox->lambda;
    out.method = "transformed";
    TRY(const Specification limits, transformed(settings.specification, lambda));
    const Subgroups changed = subgroups.changed([&](double x) { return box_cox(x, lambda); });
    TRY(const WithinSigma changed_within, sigma_within(changed, settings.sigma));
    TRY_VOID(by_moments(out, changed, changed_within, limits));
  } else {
    by_percentiles(out);
  }
  TRY_VOID(between_and_within(out, subgroups));
  judge(out);
  add_notes(out);
  out.histogram = histogram_of(sorted, out.fit.distribution);
  out.probability_plot = probability_plot_of(sorted, out.fit.distribution);
  return out;
}

}  // namespace jidoka::study
