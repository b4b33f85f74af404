#include "study/gauge_result.h"

#include <fmt/format.h>

#include <cmath>

namespace jidoka::study {

namespace {

template <class Change>
BySource each(const BySource& from, Change change) {
  BySource out{
      change(from.total_grr),    change(from.repeatability), change(from.reproducibility), std::nullopt, std::nullopt,
      change(from.part_to_part), change(from.total)};
  if (from.appraiser) out.appraiser = change(*from.appraiser);
  if (from.interaction) out.interaction = change(*from.interaction);
  return out;
}

Text words(const GaugeStudy& study, double percent) {
  const Text of = study.tolerance ? Text{"of the tolerance", "公差"} : Text{"of the study variation", "研究变差"};
  const std::string en = fmt::format("The gauge takes {:.1f} % {}, ndc {}: ", percent, of.en, study.ndc);
  const std::string zh = fmt::format("测量系统占{}的 {:.1f} %，可区分类别数 {}：", of.zh, percent, study.ndc);
  const bool is_coarse = study.ndc < 5;
  const Text coarse =
      is_coarse ? Text{" With fewer than 5 categories it cannot tell parts apart well enough to control them.",
                       "可区分类别数不足 5，难以分辨零件差异用于过程控制。"}
                : Text{};
  switch (study.verdict) {
    case GaugeVerdict::acceptable:
      return {en + "acceptable (below 10 %)." + coarse.en, zh + "可接受（低于 10 %）。" + coarse.zh};
    case GaugeVerdict::marginal:
      return {en + "marginal (10 to 30 %); it depends on what it is used for, and what another would cost." + coarse.en,
              zh + "条件接受（10 % 至 30 %），取决于用途和改进成本。" + coarse.zh};
    case GaugeVerdict::not_acceptable:
      break;
  }
  return {en + "not acceptable (above 30 %); improve it before measuring with it." + coarse.en,
          zh + "不可接受（高于 30 %），应先改进测量系统。" + coarse.zh};
}

}  // namespace

Result<GaugeStudy> completed(GaugeStudy study) {
  const BySource& variance = study.variance_components;
  if (!(variance.total > 0))
    return fail(Code::invalid, "no-variation",
                {"By this method nothing varies between parts, appraisers and trials; try method anova.",
                 "按此方法，零件、评价人和测量之间均无变差；请改用 anova 方法。"},
                "value");
  study.sigma = each(variance, [](double v) { return std::sqrt(v); });
  study.study_variation = each(study.sigma, [](double s) { return 6 * s; });
  study.percent_contribution = each(variance, [&](double v) { return 100 * v / variance.total; });
  study.percent_study_variation = each(study.sigma, [&](double s) { return 100 * s / study.sigma.total; });
  if (study.tolerance)
    study.percent_tolerance = each(study.study_variation, [&](double s) { return 100 * s / *study.tolerance; });
  study.ev = study.sigma.repeatability;
  study.av = study.sigma.reproducibility;
  study.grr = study.sigma.total_grr;
  study.pv = study.sigma.part_to_part;
  study.tv = study.sigma.total;
  // AIAG: 1.41·PV/GRR, cut to a whole number. A gauge without any variation tells everything apart.
  constexpr std::uint64_t countless = 1'000'000;
  const double categories = 1.41 * study.pv / study.grr;
  study.ndc = categories < countless ? static_cast<std::uint64_t>(categories) : countless;
  const double percent = study.tolerance ? study.percent_tolerance->total_grr : study.percent_study_variation.total_grr;
  study.verdict = percent < 10    ? GaugeVerdict::acceptable
                  : percent <= 30 ? GaugeVerdict::marginal
                                  : GaugeVerdict::not_acceptable;
  study.text = words(study, percent);
  return study;
}

}  // namespace jidoka::study
