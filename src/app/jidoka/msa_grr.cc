#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "jidoka/choice.h"
#include "jidoka/picture.h"
#include "jidoka/printed_table.h"
#include "jidoka/study_file.h"
#include "study/figures.h"
#include "study/grr.h"

namespace jidoka::app {

namespace {

using study::BySource;
using study::GaugeStudy;

struct Settings {
  StudyFile file;
  std::string part, appraiser;
  std::string method = "anova";
  study::GaugeSettings study;
};

void show_sources(Console& console, const GaugeStudy& found) {
  PrintedTable table;
  std::vector<std::string> head = {console.say({"source", "来源"}),
                                   console.say({"variance", "方差"}),
                                   console.say({"% contribution", "方差贡献率 %"}),
                                   "σ",
                                   console.say({"study variation 6σ", "研究变差 6σ"}),
                                   console.say({"% study variation", "% 研究变差"})};
  if (found.percent_tolerance) head.push_back(console.say({"% tolerance", "% 公差"}));
  table.add(head);
  const auto line = [&](const Text& name, auto pick) {
    const auto shown = [&](const BySource& by) { return figure(std::optional<double>(pick(by))); };
    if (!std::optional<double>(pick(found.sigma))) return;
    std::vector<std::string> row = {
        console.say(name),  shown(found.variance_components), shown(found.percent_contribution),
        shown(found.sigma), shown(found.study_variation),     shown(found.percent_study_variation)};
    if (found.percent_tolerance) row.push_back(shown(*found.percent_tolerance));
    table.add(std::move(row));
  };
  line({"total gage R&R", "量具 R&R 合计"}, [](const BySource& by) { return by.total_grr; });
  line({"  repeatability (EV)", "  重复性（EV）"}, [](const BySource& by) { return by.repeatability; });
  line({"  reproducibility (AV)", "  再现性（AV）"}, [](const BySource& by) { return by.reproducibility; });
  line({"    appraiser", "    评价人"}, [](const BySource& by) { return by.appraiser; });
  line({"    part × appraiser", "    零件×评价人"}, [](const BySource& by) { return by.interaction; });
  line({"part to part (PV)", "零件间（PV）"}, [](const BySource& by) { return by.part_to_part; });
  line({"total (TV)", "总变差（TV）"}, [](const BySource& by) { return by.total; });
  table.print(console.out);
}

void show_anova(Console& console, const std::vector<study::AnovaRow>& rows, const Text& title) {
  if (rows.empty()) return;
  console.out << '\n' << console.say(title) << '\n';
  PrintedTable table;
  table.add({"", "df", "SS", "MS", "F", "p"});
  for (const study::AnovaRow& row : rows)
    table.add({row.source, std::to_string(row.df), figure(row.sum_of_squares), figure(row.mean_square), figure(row.f),
               figure(row.p)});
  table.print(console.out);
}

void show(Console& console, const GaugeStudy& found) {
  console.out << console.say(
                     {fmt::format("{} parts, {} appraisers, {} trials", found.parts, found.appraisers, found.trials),
                      fmt::format("{} 个零件，{} 位评价人，各测 {} 次", found.parts, found.appraisers, found.trials)})
              << "\n\n";
  show_sources(console, found);
  show_anova(console, found.anova, {"Analysis of variance", "方差分析"});
  show_anova(console, found.anova_pooled,
             {"After pooling the interaction with repeatability", "交互作用并入重复性之后"});
  if (found.k1)
    console.out << '\n'
                << fmt::format("K1 {:.4f}  K2 {}  K3 {:.4f}  R̄ {:.6g}  UCL(R) {:.6g}\n", *found.k1, figure(found.k2),
                               *found.k3, *found.mean_range, *found.range_limit);
  console.out << "\nndc " << found.ndc << '\n' << console.say(found.text) << '\n';
}

Result<int> study_it(Console& console, const Settings& settings, bool is_nested) {
  study::GaugeSettings study = settings.study;
  TRY(study.method, chosen<study::GaugeMethod>(settings.method, "method"));
  TRY(const Columns columns, load_columns(settings.file.file, console.in));
  TRY(const auto parts, words_named(columns, settings.part, "part"));
  std::vector<std::string> appraisers(parts.size(), "1");
  if (!settings.appraiser.empty() || is_nested) {
    TRY(appraisers, words_named(columns, settings.appraiser, "appraiser"));
  }
  TRY(const std::vector<double> values, numbers_named(columns, settings.file.value, "value"));
  TRY(const study::GaugeReadings readings, study::gauge_readings(parts, appraisers, values));
  TRY(const GaugeStudy found, is_nested ? study::study_nested(readings, study) : study::study_crossed(readings, study));
  TRY_VOID(write_picture(settings.file.svg, study::figure_of(found, console.language == Language::chinese)));
  return give(console, settings.file, found, show);
}

std::shared_ptr<Settings> declared(Options& options, bool is_nested) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_study_options(options, settings->file);
  add_picture_option(options, settings->file);
  app.add_option("--part", settings->part, options.help({"The column that names the part", "零件编号所在的列"}));
  app.add_option("--appraiser", settings->appraiser,
                 is_nested
                     ? options.help({"The column that names the appraiser", "评价人所在的列"})
                     : options.help({"The column that names the appraiser; without it one gauge that nobody handles",
                                     "评价人所在的列；省略时视为自动量具"}));
  app.add_option("--tolerance", settings->study.tolerance,
                 options.help({"Upper minus lower specification limit", "公差（规格上限减下限）"}));
  if (!is_nested)
    app.add_option("--method", settings->method,
                   options.help({"anova, or range for average and range", "anova 方差分析法，range 均值极差法"}))
        ->capture_default_str();
  return settings;
}

}  // namespace

Run msa_grr_command(Options options) {
  auto settings = declared(options, false);
  return [settings](Console& console) { return study_it(console, *settings, false); };
}

Run msa_nested_command(Options options) {
  auto settings = declared(options, true);
  return [settings](Console& console) { return study_it(console, *settings, true); };
}

}  // namespace jidoka::app
