#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/grr.h"
#include "study/moments.h"

namespace jidoka::study {

namespace {

// The parts of one appraiser; a part's name counts within its appraiser only.
struct Owned {
  std::string appraiser;
  std::vector<Moments> parts;
};

Result<std::vector<Owned>> by_appraiser(const GaugeReadings& readings) {
  std::vector<Owned> out;
  std::size_t trials = 0;
  for (std::size_t a = 0; a < readings.appraisers.size(); ++a) {
    Owned owned{readings.appraisers[a], {}};
    for (std::size_t p = 0; p < readings.parts.size(); ++p) {
      const auto& cell = readings.cells[p][a];
      if (cell.empty()) continue;
      if (trials == 0) trials = cell.size();
      if (cell.size() != trials)
        return fail(Code::invalid, "missing-cell",
                    {fmt::format("Part {} was measured {} times, the first one {} times; all need the same.",
                                 readings.parts[p], cell.size(), trials),
                     fmt::format("零件 {} 测量了 {} 次，第一个零件为 {} 次；次数必须相同。", readings.parts[p],
                                 cell.size(), trials)},
                    "value");
      owned.parts.push_back(moments_of(cell));
    }
    if (!out.empty() && owned.parts.size() != out.front().parts.size())
      return fail(Code::invalid, "missing-cell",
                  {fmt::format("{} measured {} parts, {} measured {}; everybody needs as many.", owned.appraiser,
                               owned.parts.size(), out.front().appraiser, out.front().parts.size()),
                   fmt::format("{} 测量了 {} 个零件，{} 测量了 {} 个；每人的零件数必须相同。", owned.appraiser,
                               owned.parts.size(), out.front().appraiser, out.front().parts.size())},
                  "part");
    out.push_back(std::move(owned));
  }
  if (out.size() < 2 || out.front().parts.size() < 2 || trials < 2)
    return fail(Code::invalid, "too-few-parts",
                {"A nested study needs two appraisers, each with two parts of their own, each measured twice.",
                 "嵌套研究至少需要两位评价人，每人至少两个零件，每个零件至少测量两次。"},
                "part");
  return out;
}

}  // namespace

// Parts within appraisers, both random: E(MS appraiser) = σ² + rσ²part + nrσ²appraiser, E(MS part) = σ² + rσ²part
// (Montgomery, Design and Analysis of Experiments, two-stage nested designs).
Result<GaugeStudy> study_nested(const GaugeReadings& readings, const GaugeSettings& settings) {
  TRY_VOID(check(settings));
  if (settings.method != GaugeMethod::anova)
    return fail(Code::invalid, "nested-by-ranges",
                {"A nested study is made by ANOVA only.", "嵌套研究只能使用 anova 方法。"}, "method");
  TRY(const std::vector<Owned> owned, by_appraiser(readings));
  std::vector<double> all;
  for (const auto& part : readings.cells)
    for (const auto& cell : part) all.insert(all.end(), cell.begin(), cell.end());
  TRY_VOID(check_variation(all, 4));
  const long double grand = moments_of(all).mean;
  const std::uint64_t a = owned.size();
  const std::uint64_t n = owned.front().parts.size();
  const std::uint64_t r = owned.front().parts.front().n;
  long double between = 0;
  long double parts = 0;
  long double within = 0;
  for (const Owned& one : owned) {
    long double mean = 0;
    for (const Moments& part : one.parts) mean += part.mean / static_cast<long double>(n);
    between += (mean - grand) * (mean - grand) * static_cast<long double>(n * r);
    for (const Moments& part : one.parts) {
      parts += (part.mean - mean) * (part.mean - mean) * static_cast<long double>(r);
      within += part.squares;
    }
  }
  GaugeStudy out;
  out.design = "nested";
  out.parts = a * n;
  out.appraisers = a;
  out.trials = r;
  out.tolerance = settings.tolerance;
  add_means(out, readings);
  AnovaRow appraiser = anova_row("appraiser", a - 1, static_cast<double>(between));
  AnovaRow part = anova_row("part (appraiser)", a * (n - 1), static_cast<double>(parts));
  const AnovaRow error = anova_row("repeatability", a * n * (r - 1), static_cast<double>(within));
  compare(appraiser, part);
  compare(part, error);
  AnovaRow total = anova_row("total", a * n * r - 1, static_cast<double>(between + parts + within));
  total.mean_square.reset();
  BySource& variance = out.variance_components;
  variance.repeatability = *error.mean_square;
  variance.part_to_part = std::max(0.0, (*part.mean_square - *error.mean_square) / static_cast<double>(r));
  variance.appraiser = std::max(0.0, (*appraiser.mean_square - *part.mean_square) / static_cast<double>(n * r));
  variance.reproducibility = *variance.appraiser;
  variance.total_grr = variance.repeatability + variance.reproducibility;
  variance.total = variance.total_grr + variance.part_to_part;
  out.anova = {appraiser, part, error, total};
  return completed(std::move(out));
}

}  // namespace jidoka::study
