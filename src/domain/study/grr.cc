#include "study/grr.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/assert.h"
#include "spc/constants.h"
#include "study/moments.h"
#include "study/within_sigma.h"

namespace jidoka::study {

namespace {

std::size_t place_of(std::map<std::string, std::size_t>& places, std::vector<std::string>& names,
                     const std::string& name) {
  const auto [place, is_new] = places.try_emplace(name, names.size());
  if (is_new) names.push_back(name);
  return place->second;
}

// Means of cells, parts and appraisers, and the sums of squares about them; the grand mean is taken off first, so that
// leading digits that never change cost nothing.
struct Table {
  std::uint64_t parts = 0, appraisers = 0, trials = 0;
  long double part_squares = 0, appraiser_squares = 0, cell_squares = 0, within_squares = 0;
  std::vector<long double> part_means, appraiser_means;
};

Result<std::uint64_t> common_trials(const GaugeReadings& readings) {
  const std::size_t wanted = readings.cells.front().front().size();
  for (std::size_t p = 0; p < readings.parts.size(); ++p)
    for (std::size_t a = 0; a < readings.appraisers.size(); ++a)
      if (const std::size_t got = readings.cells[p][a].size(); got != wanted)
        return fail(
            Code::invalid, "missing-cell",
            {fmt::format("Part {} was measured {} times by {}, part {} {} times by {}; all need the same.",
                         readings.parts[p], got, readings.appraisers[a], readings.parts[0], wanted,
                         readings.appraisers[0]),
             fmt::format("零件 {} 被 {} 测量 {} 次，零件 {} 被 {} 测量 {} 次；次数必须相同。", readings.parts[p],
                         readings.appraisers[a], got, readings.parts[0], readings.appraisers[0], wanted)},
            "value");
  return wanted;
}

Result<Table> tabulate(const GaugeReadings& readings) {
  Table out;
  out.parts = readings.parts.size();
  out.appraisers = readings.appraisers.size();
  if (out.parts < 2)
    return fail(Code::invalid, "too-few-parts",
                {"A gauge study needs two parts or more.", "测量系统研究至少需要两个零件。"}, "part");
  TRY(out.trials, common_trials(readings));
  if (out.trials < 2)
    return fail(Code::invalid, "too-few-trials",
                {"Everybody has to measure each part at least twice.", "每位评价人对每个零件至少测量两次。"}, "value");
  std::vector<double> all;
  for (const auto& part : readings.cells)
    for (const auto& cell : part) all.insert(all.end(), cell.begin(), cell.end());
  TRY_VOID(check_variation(all, 4));
  const long double grand = moments_of(all).mean;
  out.part_means.resize(out.parts);
  out.appraiser_means.resize(out.appraisers);
  std::vector<long double> cell_means;
  for (std::size_t p = 0; p < out.parts; ++p)
    for (std::size_t a = 0; a < out.appraisers; ++a) {
      const Moments cell = moments_of(readings.cells[p][a]);
      cell_means.push_back(cell.mean - grand);
      out.within_squares += cell.squares;
      out.part_means[p] += cell_means.back() / static_cast<long double>(out.appraisers);
      out.appraiser_means[a] += cell_means.back() / static_cast<long double>(out.parts);
    }
  const auto r = static_cast<long double>(out.trials);
  for (const long double mean : out.part_means)
    out.part_squares += mean * mean * r * static_cast<long double>(out.appraisers);
  for (const long double mean : out.appraiser_means)
    out.appraiser_squares += mean * mean * r * static_cast<long double>(out.parts);
  for (std::size_t p = 0; p < out.parts; ++p)
    for (std::size_t a = 0; a < out.appraisers; ++a) {
      const long double off = cell_means[p * out.appraisers + a] - out.part_means[p] - out.appraiser_means[a];
      out.cell_squares += off * off * r;
    }
  return out;
}

double variance_of(const AnovaRow& row) { return row.mean_square.value_or(0); }

void add_up(BySource& variance) {
  variance.reproducibility = variance.appraiser.value_or(0) + variance.interaction.value_or(0);
  variance.total_grr = variance.repeatability + variance.reproducibility;
  variance.total = variance.total_grr + variance.part_to_part;
}

AnovaRow total_row(const Table& table) {
  const std::uint64_t n = table.parts * table.appraisers * table.trials;
  AnovaRow row = anova_row(
      "total", n - 1,
      static_cast<double>(table.part_squares + table.appraiser_squares + table.cell_squares + table.within_squares));
  row.mean_square.reset();
  return row;
}

// Two ways, random, with interaction: AIAG MSA, 4th ed., appendix A. One appraiser: one way, without reproducibility.
void by_anova(GaugeStudy& study, const Table& table, double pooled_above) {
  const auto& [k, a, r] = std::tie(table.parts, table.appraisers, table.trials);
  AnovaRow part = anova_row("part", k - 1, static_cast<double>(table.part_squares));
  AnovaRow appraiser = anova_row("appraiser", a - 1, static_cast<double>(table.appraiser_squares));
  AnovaRow both = anova_row("part × appraiser", (k - 1) * (a - 1), static_cast<double>(table.cell_squares));
  AnovaRow within = anova_row("repeatability", k * a * (r - 1), static_cast<double>(table.within_squares));
  BySource& variance = study.variance_components;
  const auto component = [](double more, double less, std::uint64_t times) {
    return std::max(0.0, (more - less) / static_cast<double>(times));
  };
  if (a == 1) {
    compare(part, within);
    study.anova = {part, within, total_row(table)};
    variance.repeatability = variance_of(within);
    variance.part_to_part = component(variance_of(part), variance_of(within), r);
    return add_up(variance);
  }
  compare(part, both);
  compare(appraiser, both);
  compare(both, within);
  study.anova = {part, appraiser, both, within, total_row(table)};
  study.interaction_p = both.p;
  // Without repeatability there is no F: an interaction that is there at all is kept.
  study.interaction_pooled = both.p ? *both.p > pooled_above : both.sum_of_squares <= 0;
  if (!*study.interaction_pooled) {
    variance.repeatability = variance_of(within);
    variance.interaction = component(variance_of(both), variance_of(within), r);
    variance.appraiser = component(variance_of(appraiser), variance_of(both), k * r);
    variance.part_to_part = component(variance_of(part), variance_of(both), a * r);
    return add_up(variance);
  }
  const AnovaRow error = anova_row("repeatability", both.df + within.df, both.sum_of_squares + within.sum_of_squares);
  compare(part, error);
  compare(appraiser, error);
  study.anova_pooled = {part, appraiser, error, total_row(table)};
  variance.repeatability = variance_of(error);
  variance.appraiser = component(variance_of(appraiser), variance_of(error), k * r);
  variance.part_to_part = component(variance_of(part), variance_of(error), a * r);
  add_up(variance);
}

double range_of(const std::vector<long double>& means) {
  const auto [low, high] = std::ranges::minmax(means);
  return static_cast<double>(high - low);
}

// Average and range method: AIAG MSA, 4th ed., chapter III.
void by_ranges(GaugeStudy& study, const Table& table) {
  const auto k = static_cast<double>(table.parts);
  const auto r = static_cast<double>(table.trials);
  const auto trials = static_cast<int>(table.trials);
  double sum = 0;
  for (const PartAppraiserMean& cell : study.means) sum += cell.range;
  study.mean_range = sum / static_cast<double>(study.means.size());
  study.range_limit = *study.mean_range * spc::d4_factor(trials);
  study.ranges_beyond_limit = static_cast<std::uint64_t>(
      std::ranges::count_if(study.means, [&](const auto& cell) { return cell.range > *study.range_limit; }));
  study.k1 = 1 / d2_star(trials, study.means.size());
  study.k3 = 1 / d2_star(static_cast<int>(table.parts), 1);
  const double ev = *study.mean_range * *study.k1;
  BySource& variance = study.variance_components;
  variance.repeatability = ev * ev;
  if (table.appraisers > 1) {
    study.k2 = 1 / d2_star(static_cast<int>(table.appraisers), 1);
    const double av = range_of(table.appraiser_means) * *study.k2;
    variance.reproducibility = std::max(0.0, av * av - ev * ev / (k * r));
  }
  const double pv = range_of(table.part_means) * *study.k3;
  variance.part_to_part = pv * pv;
  variance.total_grr = variance.repeatability + variance.reproducibility;
  variance.total = variance.total_grr + variance.part_to_part;
}

}  // namespace

Result<void> check(const GaugeSettings& settings) {
  const auto& tolerance = settings.tolerance;
  if (!tolerance || (*tolerance > 1e-100 && *tolerance < 1e100)) return {};
  return fail(
      Code::invalid, "bad-tolerance",
      {"The tolerance is the distance between the specification limits, above 0.", "公差为规格上下限之差，应大于 0。"},
      "tolerance");
}

void add_means(GaugeStudy& study, const GaugeReadings& readings) {
  for (std::size_t p = 0; p < readings.parts.size(); ++p)
    for (std::size_t a = 0; a < readings.appraisers.size(); ++a) {
      const auto& cell = readings.cells[p][a];
      if (cell.empty()) continue;
      const auto [low, high] = std::ranges::minmax(cell);
      study.means.push_back({readings.parts[p], readings.appraisers[a], moments_of(cell).center(), high - low});
    }
}

Result<GaugeReadings> gauge_readings(const std::vector<std::string>& parts, const std::vector<std::string>& appraisers,
                                     const std::vector<double>& values) {
  ASSERT(parts.size() == values.size() && appraisers.size() == values.size());
  TRY_VOID(check_numbers(values, 1));
  GaugeReadings out;
  std::map<std::string, std::size_t> part_places;
  std::map<std::string, std::size_t> appraiser_places;
  for (const std::string& appraiser : appraisers) place_of(appraiser_places, out.appraisers, appraiser);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t part = place_of(part_places, out.parts, parts[i]);
    if (part == out.cells.size()) out.cells.emplace_back(out.appraisers.size());
    out.cells[part][appraiser_places[appraisers[i]]].push_back(values[i]);
    constexpr std::size_t most_cells = 1'000'000;
    if (out.cells.size() * out.appraisers.size() > most_cells)
      return fail(Code::too_large, "study-too-large",
                  {"A gauge study has at most a million cells of part and appraiser.",
                   "测量系统研究的零件×评价人组合最多一百万个。"},
                  "part");
  }
  return out;
}

Result<GaugeStudy> study_crossed(const GaugeReadings& readings, const GaugeSettings& settings) {
  TRY_VOID(check(settings));
  TRY(const Table table, tabulate(readings));
  constexpr std::uint64_t largest_range = 100;  // of means or trials that a range may still speak for
  if (settings.method == GaugeMethod::range && std::max({table.parts, table.appraisers, table.trials}) > largest_range)
    return fail(Code::invalid, "too-many-for-ranges",
                {"Ranges of more than 100 use too little of them; choose method anova.",
                 "极差法不适合 100 个以上的数据，请选 anova 方法。"},
                "method");
  GaugeStudy out;
  out.design = "crossed";
  out.method = settings.method;
  out.parts = table.parts;
  out.appraisers = table.appraisers;
  out.trials = table.trials;
  out.tolerance = settings.tolerance;
  add_means(out, readings);
  if (settings.method == GaugeMethod::anova)
    by_anova(out, table, settings.pooled_above);
  else
    by_ranges(out, table);
  return completed(std::move(out));
}

}  // namespace jidoka::study
