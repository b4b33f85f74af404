#include "jidoka/spc.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <memory>
#include <ostream>
#include <unordered_map>

#include "jidoka/columns.h"
#include "jidoka/command.h"
#include "json/encode.h"
#include "spc/analysis_stage.h"

namespace jidoka::app {

std::vector<std::size_t> gather_subgroups(const std::vector<std::string>& words,
                                          const std::vector<std::vector<double>*>& columns) {
  std::unordered_map<std::string_view, std::size_t> numbers;
  std::vector<std::vector<std::size_t>> rows;
  for (std::size_t row = 0; row < words.size(); ++row) {
    const auto [found, is_new] = numbers.try_emplace(words[row], rows.size());
    if (is_new) rows.emplace_back();
    rows[found->second].push_back(row);
  }
  std::vector<std::size_t> begins;
  std::size_t at = 0;
  for (const auto& group : rows) {
    begins.push_back(at);
    at += group.size();
  }
  for (std::vector<double>* column : columns) {
    std::vector<double> ordered;
    ordered.reserve(column->size());
    for (const auto& group : rows)
      for (std::size_t row : group) ordered.push_back((*column)[row]);
    *column = std::move(ordered);
  }
  return begins;
}

namespace {

struct Settings {
  std::string file = "-";
  std::vector<std::string> values;
  std::string subgroup, count_size, nominal, stage, sigma, svg;
  std::int64_t size = 0;
  std::vector<std::string> exclude, own_rules;
  bool is_json = false;
  bool is_biased = false;
  spc::AnalysisSpec spec;
  std::string chart = "xbar-r", rules = "western-electric", guarded = "both";
};

template <class E>
Result<E> named(const std::string& word, const char* option) {
  std::string known;
  for (const auto& [value, name] : describe_enum(static_cast<const E*>(nullptr)).rows) {
    if (name == word) return value;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  return fail(Code::invalid, "unknown-word",
              {fmt::format("--{} {} is not known. It is one of: {}.", option, word, known),
               fmt::format("--{} 不支持“{}”，可选：{}。", option, word, known)},
              option);
}

Failure misused(std::string en, std::string zh, const char* option) {
  return fail(Code::invalid, "bad-option", {std::move(en), std::move(zh)}, option);
}

// --sigma is a number that is known, or how to estimate it.
Result<void> take_sigma(const std::string& word, spc::AnalysisSpec& spec) {
  if (word.empty()) return {};
  char* end = nullptr;
  const double number = std::strtod(word.c_str(), &end);
  if (*end == '\0') {
    spec.sigma = number;
    return {};
  }
  TRY(spec.estimator, named<spc::SigmaEstimator>(word, "sigma"));
  return {};
}

// "7:broken fixture", the subgroup from 0.
Result<void> take_exclusions(const std::vector<std::string>& words, spc::AnalysisSpec& spec) {
  for (const std::string& word : words) {
    char* end = nullptr;
    const auto index = std::strtoull(word.c_str(), &end, 10);
    if (end == word.c_str() || *end != ':' || end[1] == '\0')
      return misused(fmt::format("--exclude {}: give the subgroup from 0 and a reason, as in 7:broken fixture.", word),
                     fmt::format("--exclude {}：请写明子组序号（从 0 起）和原因，如 7:夹具损坏。", word), "exclude");
    spec.exclusions.push_back({index, end + 1});
  }
  return {};
}

// "trend:7", "run:9" or "beyond:4:1:3": pattern, points looked at, line, and how many of them. A run is beyond the
// centre.
Result<void> take_rules(const std::vector<std::string>& words, spc::AnalysisSpec& spec) {
  for (const std::string& word : words) {
    std::vector<std::string> parts(1);
    for (char letter : word) {
      if (letter == ':')
        parts.emplace_back();
      else
        parts.back() += letter;
    }
    spc::OwnRule rule;
    if (parts[0] != "run") {
      TRY(rule.pattern, named<spc::Pattern>(parts[0], "rule"));
      rule.line = parts[0] == "within" || parts[0] == "outside" ? 1 : 0;
    }
    const std::array<std::int64_t*, 3> numbers = {&rule.n, &rule.line, &rule.k};
    for (std::size_t i = 1; i < parts.size(); ++i) {
      char* end = nullptr;
      const long long number = std::strtoll(parts[i].c_str(), &end, 10);
      if (i > numbers.size() || parts[i].empty() || *end != '\0')
        return misused(fmt::format("--rule {}: write pattern:points:line:count, as in trend:7 or beyond:4:1:3.", word),
                       fmt::format("--rule {}：格式为 形态:点数:线:个数，如 trend:7 或 beyond:4:1:3。", word), "rule");
      *numbers[i - 1] = number;
    }
    spec.own_rules.push_back(rule);
  }
  return {};
}

bool is_multivariate(const spc::AnalysisSpec& spec) {
  return spc::analysis_kind(spec.chart).needs == spc::Needs::vectors;
}

// Several columns of one characteristic: each row is a subgroup.
Result<spc::AnalysisData> rows_as_subgroups(std::vector<std::vector<double>> columns) {
  spc::AnalysisData data;
  std::vector<double> values;
  for (std::size_t row = 0; row < columns.front().size(); ++row) {
    data.begins.push_back(values.size());
    for (const auto& column : columns) values.push_back(column[row]);
  }
  data.values = {std::move(values)};
  return data;
}

Result<spc::AnalysisData> take_data(const Settings& settings, const Columns& columns) {
  std::vector<std::vector<double>> values;
  for (const std::string& name : settings.values) {
    TRY(values.emplace_back(), numbers_of(columns, name, Missing::kept));
  }
  const bool is_wide = values.size() > 1 && !is_multivariate(settings.spec);
  if (settings.size < 0) return misused("A subgroup has 1 value or more.", "每个子组至少含 1 个值。", "size");
  const auto size = static_cast<std::size_t>(settings.size);
  if ((!settings.subgroup.empty()) + (settings.size != 0) + is_wide > 1)
    return misused("Give one of --subgroup, --size and several --value columns.",
                   "--subgroup、--size 与多个 --value 列只能选用一种。", "subgroup");
  spc::AnalysisData data;
  if (is_wide) {
    TRY(data, rows_as_subgroups(std::move(values)));
    return data;
  }
  data.values = std::move(values);
  if (!settings.nominal.empty()) {
    TRY(data.nominals, numbers_of(columns, settings.nominal, Missing::refused));
  }
  if (!settings.subgroup.empty()) {
    TRY(const auto words, words_of(columns, settings.subgroup));
    std::vector<std::vector<double>*> ordered;
    for (auto& column : data.values) ordered.push_back(&column);
    if (!data.nominals.empty()) ordered.push_back(&data.nominals);
    data.begins = gather_subgroups(words, ordered);
  } else if (size > 1) {
    const std::size_t count = columns.rows();
    if (count % size != 0)
      return misused(fmt::format("{} rows do not divide into subgroups of {}.", count, size),
                     fmt::format("{} 行数据无法按每组 {} 个均分。", count, size), "size");
    for (std::size_t i = 0; i < count; i += size) data.begins.push_back(i);
  }
  if (!settings.count_size.empty()) {
    TRY(data.sizes, numbers_of(columns, settings.count_size, Missing::kept));
  }
  if (!settings.stage.empty()) {
    TRY(const auto stages, words_of(columns, settings.stage));
    if (!settings.subgroup.empty())
      return misused("--stage goes with --size or single values, where rows are in order.",
                     "--stage 只能用于 --size 或单值，即各行按顺序排列时。", "stage");
    const std::size_t step = std::max<std::size_t>(size, 1);
    for (std::size_t i = 0; i < stages.size(); i += step) data.stages.push_back(stages[i]);
  }
  return data;
}

std::string cell(const std::optional<double>& value) { return value ? fmt::format("{:.6g}", *value) : "–"; }

void print(Console& console, const spc::Analysis& analysis) {
  const spc::AnalysisKind& kind = spc::analysis_kind(analysis.chart);
  console.out << console.say({std::string(kind.name_en), std::string(kind.name_zh)}) << '\n';
  for (const spc::AnalysisPanel& panel : analysis.panels) {
    console.out << '\n' << panel.name;
    if (panel.sigma) console.out << fmt::format("  σ {:.6g}", *panel.sigma);
    console.out << '\n'
                << fmt::format("{:>7} {:>13} {:>13} {:>13} {:>13}  {}\n", "#", console.say({"point", "点"}),
                               console.say({"lower", "下限"}), console.say({"centre", "中心"}),
                               console.say({"upper", "上限"}), console.say({"rules", "判异"}));
    std::size_t next = 0;
    for (std::size_t i = 0; i < panel.points.size(); ++i) {
      std::string rules;
      if (next < panel.signals.size() && panel.signals[next].index == i)
        for (const std::string& rule : panel.signals[next++].rules) rules += (rules.empty() ? "" : " ") + rule;
      console.out << fmt::format("{:>7} {:>13} {:>13} {:>13} {:>13}  {}\n", i + panel.first, cell(panel.points[i]),
                                 cell(panel.lower[i]), cell(panel.center[i]), cell(panel.upper[i]), rules);
    }
  }
  if (analysis.points_per_false_alarm) {
    const double points = *analysis.points_per_false_alarm;
    console.out << '\n'
                << console.say(
                       {fmt::format("About one false signal in {:.0f} points while the process is stable.", points),
                        fmt::format("过程稳定时，平均约每 {:.0f} 个点误报一次。", points)})
                << '\n';
  }
}

Result<void> write_svg(const spc::Analysis& analysis, Console& console, const std::string& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << plot::svg(figure_of(analysis, console.language));
  out.close();
  if (!out) return misused(file + " cannot be written.", "无法写入 " + file + "。", "svg");
  return {};
}

Result<int> run_spc(Console& console, Settings settings) {
  spc::AnalysisSpec& spec = settings.spec;
  TRY(spec.chart, named<spc::AnalysisChart>(settings.chart, "chart"));
  TRY(spec.rules, named<spc::RuleSetName>(settings.rules, "rules"));
  TRY(spec.guarded, named<spc::GuardedSide>(settings.guarded, "side"));
  TRY_VOID(take_sigma(settings.sigma, spec));
  TRY_VOID(take_exclusions(settings.exclude, spec));
  TRY_VOID(take_rules(settings.own_rules, spec));
  spec.unbiased = !settings.is_biased;
  TRY(const Columns columns, load_columns(settings.file, console.in));
  TRY(const spc::AnalysisData data, take_data(settings, columns));
  TRY(const spc::Analysis analysis, spc::analyse(spec, data));
  if (!settings.svg.empty()) TRY_VOID(write_svg(analysis, console, settings.svg));
  if (settings.is_json)
    console.out << json::encode(analysis) << '\n';
  else
    print(console, analysis);
  return done;
}

void declare_data(Options& options, Settings& settings) {
  CLI::App& app = options.app();
  app.add_option("file", settings.file, options.help({"CSV file; - is standard input", "CSV 文件；- 表示标准输入"}));
  app.add_option(
         "--value", settings.values,
         options.help({"Column of values or counts; several times for t2 and mewma, or when a row is a subgroup",
                       "数值或计数列；t2、mewma 或每行为一个子组时可重复"}))
      ->required()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  app.add_option("--subgroup", settings.subgroup, options.help({"Column that names the subgroup", "子组编号列"}));
  app.add_option("--size", settings.size,
                 options.help({"Values in a subgroup, row after row", "每个子组的值数，按行排列"}));
  app.add_option(
      "--count-size", settings.count_size,
      options.help({"Column of sample sizes, for p, np, u and Laney's", "样本量列，用于 p、np、u 和 Laney 图"}));
  app.add_option("--nominal", settings.nominal, options.help({"Column of nominals, for dnom", "名义值列，用于 dnom"}));
  app.add_option("--stage", settings.stage,
                 options.help({"Column of stages, each with its own limits", "阶段列，各阶段分别计算控制限"}));
}

void declare_chart(Options& options, Settings& settings) {
  CLI::App& app = options.app();
  spc::AnalysisSpec& spec = settings.spec;
  app.add_option(
      "--chart", settings.chart,
      options.help({"xbar-r, xbar-s, i-mr, median, p, np, c, u, laney-p, laney-u, cusum, ewma, moving-average, "
                    "dnom, t2, mewma, g or t",
                    "xbar-r、xbar-s、i-mr、median、p、np、c、u、laney-p、laney-u、cusum、ewma、moving-average、"
                    "dnom、t2、mewma、g 或 t"}));
  app.add_option(
      "--rules", settings.rules,
      options.help({"none, western-electric, nelson, aiag or juran", "none、western-electric、nelson、aiag 或 juran"}));
  app.add_option(
         "--rule", settings.own_rules,
         options.help({"A rule of one's own, beside the set: run:7, trend:7, alternating:12, within:12, outside:6, "
                       "or beyond:4:1:3 for 3 of 4 beyond 1σ",
                       "在准则组之外自定义准则：run:7、trend:7、alternating:12、within:12、outside:6，或 beyond:4:1:3"
                       "（4 点中 3 点在 1σ 以外）"}))
      ->allow_extra_args(false);
  app.add_option("--phase1", spec.phase1,
                 options.help({"Limits from the first so many subgroups", "用前若干个子组计算控制限"}));
  app.add_option("--exclude", settings.exclude,
                 options.help({"Subgroup that makes no limits, and why: 7:broken fixture",
                               "不参与计算控制限的子组及原因，如 7:夹具损坏"}))
      ->allow_extra_args(false);
  app.add_option("--sigma", settings.sigma,
                 options.help({"A known sigma of single values, or r-bar, s-bar, pooled, mr-bar, median-mr, overall",
                               "已知的单值 sigma，或 r-bar、s-bar、pooled、mr-bar、median-mr、overall"}));
  app.add_flag("--biased", settings.is_biased,
               options.help({"Do not divide standard deviations by c4", "标准差不除以 c4"}));
  app.add_option("--target", spec.target, options.help({"The centre, when it is known", "已知的中心值"}));
  app.add_option("--side", settings.guarded,
                 options.help({"upper or lower: only this side may signal", "upper 或 lower：只在该侧判异"}));
  app.add_option("--k", spec.k, options.help({"CUSUM: allowance in standard errors", "CUSUM：以标准误计的允差 k"}));
  app.add_option("--h", spec.h,
                 options.help({"CUSUM: decision interval in standard errors", "CUSUM：以标准误计的判定距 h"}));
  app.add_flag("--fir", spec.fir, options.help({"CUSUM: fast initial response", "CUSUM：快速初始响应"}));
  app.add_option("--lambda", spec.lambda,
                 options.help({"EWMA, MEWMA: weight of the newest point", "EWMA、MEWMA：最新点的权重 λ"}));
  app.add_option("--l", spec.l, options.help({"EWMA: limits in standard errors", "EWMA：以标准误计的控制限宽度 L"}));
  app.add_option("--span", spec.span, options.help({"Moving average: subgroups in it", "移动平均的子组数"}));
  app.add_option("--alpha", spec.alpha, options.help({"T2: chance of a false alarm at a point", "T2：每点误报概率"}));
  app.add_option("--mewma-limit", spec.mewma_limit, options.help({"MEWMA: limit h4", "MEWMA：控制限 h4"}));
}

}  // namespace

Run spc_command(Options options) {
  auto settings = std::make_shared<Settings>();
  // --h is the decision interval here, so help has its long name alone.
  options.app().set_help_flag("--help", options.help({"Print this help", "显示帮助"}));
  declare_data(options, *settings);
  declare_chart(options, *settings);
  options.app().add_flag("--json", settings->is_json,
                         options.help({"Print the whole result as JSON", "以 JSON 输出全部结果"}));
  options.app().add_option("--svg", settings->svg,
                           options.help({"Write the picture to this file", "将图形写入该文件"}));
  return [settings](Console& console) { return run_spc(console, *settings); };
}

}  // namespace jidoka::app
