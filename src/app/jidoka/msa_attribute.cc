#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "jidoka/printed_table.h"
#include "jidoka/study_file.h"
#include "study/attribute_study.h"

namespace jidoka::app {

namespace {

using study::Agreement;

struct Settings {
  StudyFile file;
  std::string part, appraiser, reference;
  study::AttributeSettings study;
};

void show_agreements(Console& console, const Text& title, const std::vector<Agreement>& all) {
  if (all.empty()) return;
  console.out << '\n' << console.say(title) << '\n';
  PrintedTable table;
  table.add({"", console.say({"matched", "一致数"}), "%", console.say({"interval", "置信区间"}),
             console.say({"Fleiss kappa", "Fleiss κ"}), console.say({"Cohen kappa", "Cohen κ"}), "Kendall"});
  for (const Agreement& one : all) {
    std::optional<double> kendall = one.kendall_tau;
    if (one.kendall_w) kendall = one.kendall_w->w;
    table.add({one.appraiser.value_or(console.say({"all", "全部"})), fmt::format("{}/{}", one.matched, one.inspected),
               figure(one.percent), interval_text(one.interval),
               figure(one.fleiss ? std::optional(one.fleiss->kappa) : std::nullopt), figure(one.cohen),
               figure(kendall)});
  }
  table.print(console.out);
}

void show(Console& console, const study::AttributeStudy& found) {
  console.out << console.say(
                     {fmt::format("{} parts, {} appraisers, {} trials", found.parts, found.appraisers, found.trials),
                      fmt::format("{} 个零件，{} 位评价人，各评 {} 次", found.parts, found.appraisers, found.trials)})
              << '\n';
  show_agreements(console, {"Each with themselves", "评价人自身"}, found.within);
  show_agreements(console, {"Each against the reference", "评价人与参考值"}, found.against_standard);
  if (found.between) show_agreements(console, {"With each other", "评价人之间"}, {*found.between});
  if (found.all_against_standard)
    show_agreements(console, {"All against the reference", "全体与参考值"}, {*found.all_against_standard});
  if (!found.pairs.empty()) {
    console.out << '\n';
    PrintedTable table;
    table.add({console.say({"pair", "两人"}), console.say({"observed", "实际一致率"}),
               console.say({"by chance", "偶然一致率"}), console.say({"Cohen kappa", "Cohen κ"})});
    for (const study::AppraiserPair& pair : found.pairs)
      table.add({pair.first + " – " + pair.second, figure(pair.observed), figure(pair.expected), figure(pair.kappa)});
    table.print(console.out);
  }
  if (!found.effectiveness.empty()) {
    console.out << '\n';
    PrintedTable table;
    table.add({"", console.say({"effectiveness %", "有效性 %"}), console.say({"misses %", "漏判率 %"}),
               console.say({"false alarms %", "误判率 %"}), ""});
    for (const study::Effectiveness& one : found.effectiveness)
      table.add({one.appraiser, figure(one.effectiveness), figure(one.miss_rate), figure(one.false_alarm_rate),
                 std::string(json::enum_name(one.verdict))});
    table.print(console.out);
  }
  console.out << '\n' << console.say(found.text) << '\n';
}

Result<int> study_it(Console& console, const Settings& settings) {
  TRY(const Columns columns, load_columns(settings.file.file, console.in));
  TRY(const auto parts, words_named(columns, settings.part, "part"));
  TRY(const auto appraisers, words_named(columns, settings.appraiser, "appraiser"));
  TRY(const auto ratings, words_named(columns, settings.file.value, "value"));
  std::vector<std::string> references;
  if (!settings.reference.empty()) {
    TRY(references, words_of(columns, settings.reference));
  }
  TRY(const study::AttributeReadings readings, study::attribute_readings(parts, appraisers, ratings, references));
  TRY(const study::AttributeStudy found, study::study_attribute(readings, settings.study));
  return give(console, settings.file, found, show);
}

}  // namespace

Run msa_attribute_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_study_options(options, settings->file);
  app.add_option("--part", settings->part, options.help({"The column that names the part", "零件编号所在的列"}));
  app.add_option("--appraiser", settings->appraiser,
                 options.help({"The column that names the appraiser", "评价人所在的列"}));
  app.add_option("--reference", settings->reference,
                 options.help({"The column with the true category of the part", "零件真实类别所在的列"}));
  app.add_option(
      "--reject", settings->study.reject,
      options.help({"The category of bad parts: gives misses and false alarms", "不合格类别：用于计算漏判率和误判率"}));
  app.add_flag("--ordinal", settings->study.ordinal,
               options.help({"Categories are numbers in order: gives Kendall's coefficients",
                             "类别为有序数字：给出 Kendall 系数"}));
  app.add_option("--confidence", settings->study.confidence, options.help({"Of the intervals", "置信水平"}))
      ->capture_default_str();
  return [settings](Console& console) { return study_it(console, *settings); };
}

}  // namespace jidoka::app
