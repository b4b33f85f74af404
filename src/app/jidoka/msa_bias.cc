#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "jidoka/choice.h"
#include "jidoka/printed_table.h"
#include "jidoka/study_file.h"
#include "study/bias.h"

namespace jidoka::app {

namespace {

struct Settings {
  StudyFile file;
  SubgroupWords subgroups;
  double reference = 0;
  std::string references;
  std::string method = "s";
  study::BiasSettings study;
};

void show_bias(Console& console, const study::BiasStudy& found) {
  PrintedTable table;
  table.add({console.say({"n", "个数 n"}), std::to_string(found.n)});
  table.add({console.say({"reference", "参考值"}), figure(found.reference)});
  table.add({console.say({"mean", "均值"}), figure(found.mean)});
  table.add({console.say({"bias", "偏倚"}), figure(found.bias), interval_text(found.interval)});
  table.add({console.say({"repeatability σ", "重复性 σ"}), figure(found.sigma)});
  table.add({"t", figure(found.t), "df " + figure(found.df), "p " + figure(found.p)});
  if (found.percent_of_process)
    table.add({console.say({"% of 6σ of the process", "占过程 6σ 的 %"}), figure(found.percent_of_process)});
  table.print(console.out);
  console.out << '\n' << console.say(found.text) << '\n';
}

void show_linearity(Console& console, const study::LinearityStudy& found) {
  PrintedTable table;
  table.add({console.say({"reference", "参考值"}), "n", console.say({"bias", "偏倚"}), console.say({"line", "拟合值"}),
             console.say({"interval", "置信区间"})});
  for (const study::BiasAt& one : found.references)
    table.add(
        {figure(one.reference), std::to_string(one.n), figure(one.bias), figure(one.fit), interval_text(one.interval)});
  table.print(console.out);
  console.out << '\n';
  PrintedTable line;
  line.add({"", "", console.say({"error", "标准误"}), "t", "p"});
  line.add({console.say({"slope", "斜率"}), figure(found.slope), figure(found.slope_error), figure(found.slope_t),
            figure(found.slope_p)});
  line.add({console.say({"intercept", "截距"}), figure(found.intercept), figure(found.intercept_error),
            figure(found.intercept_t), figure(found.intercept_p)});
  line.print(console.out);
  console.out << fmt::format("R² {:.4f}  σ {:.6g}  {} {:.4g}\n", found.r_squared, found.sigma,
                             console.say({"% linearity", "% 线性"}), found.percent_linearity)
              << '\n'
              << console.say(found.text) << '\n';
}

void show_stability(Console& console, const study::StabilityStudy& found) {
  PrintedTable table;
  table.add({console.say({"subgroups", "子组数"}), std::to_string(found.subgroups)});
  table.add({console.say({"mean", "均值"}), figure(found.mean)});
  table.add({console.say({"repeatability σ", "重复性 σ"}), figure(found.sigma)});
  table.add({console.say({"chart", "控制图"}), found.control.chart});
  table.print(console.out);
  for (const study::ControlSignal& signal : found.control.signals)
    console.out << fmt::format("{} {} ({}): {:.6g}, {:.6g} … {:.6g}\n", console.say({"point", "点"}), signal.index,
                               signal.panel, signal.value, signal.lower, signal.upper);
  console.out << '\n' << console.say(found.text) << '\n';
}

Result<int> study_bias(Console& console, const Settings& settings) {
  study::BiasSettings study = settings.study;
  TRY(study.method, chosen<study::DeviationMethod>(settings.method, "method"));
  TRY(const Columns columns, load_columns(settings.file.file, console.in));
  TRY(const std::vector<double> values, numbers_named(columns, settings.file.value, "value"));
  TRY(const study::BiasStudy found, study::study_bias(values, settings.reference, study));
  return give(console, settings.file, found, show_bias);
}

Result<int> study_linearity(Console& console, const Settings& settings) {
  TRY(const Columns columns, load_columns(settings.file.file, console.in));
  TRY(const std::vector<double> references, numbers_named(columns, settings.references, "reference"));
  TRY(const std::vector<double> values, numbers_named(columns, settings.file.value, "value"));
  TRY(const study::LinearityStudy found, study::study_linearity(references, values, settings.study));
  return give(console, settings.file, found, show_linearity);
}

Result<int> study_stability(Console& console, const Settings& settings) {
  TRY(const Columns columns, load_columns(settings.file.file, console.in));
  TRY(const study::Subgroups subgroups, subgroups_of(columns, settings.file.value, settings.subgroups));
  TRY(const study::StabilityStudy found, study::study_stability(subgroups));
  return give(console, settings.file, found, show_stability);
}

std::shared_ptr<Settings> declared(Options& options) {
  auto settings = std::make_shared<Settings>();
  add_study_options(options, settings->file);
  return settings;
}

void add_bias_options(Options& options, study::BiasSettings& study) {
  CLI::App& app = options.app();
  app.add_option("--confidence", study.confidence, options.help({"Of the intervals", "置信水平"}))
      ->capture_default_str();
  app.add_option("--process-sigma", study.process_sigma,
                 options.help({"Sigma of the process that the gauge is for", "量具所测过程的标准差"}));
}

}  // namespace

Run msa_bias_command(Options options) {
  auto settings = declared(options);
  CLI::App& app = options.app();
  app.add_option("--reference", settings->reference, options.help({"The true value of the master", "标准件的参考值"}))
      ->required();
  app.add_option("--method", settings->method,
                 options.help({"Repeatability by s, or by range as AIAG's example",
                               "重复性按 s 或按极差 range（AIAG 示例）估计"}))
      ->capture_default_str();
  add_bias_options(options, settings->study);
  return [settings](Console& console) { return study_bias(console, *settings); };
}

Run msa_linearity_command(Options options) {
  auto settings = declared(options);
  options.app().add_option("--reference", settings->references,
                           options.help({"The column of reference values", "参考值所在的列"}));
  add_bias_options(options, settings->study);
  return [settings](Console& console) { return study_linearity(console, *settings); };
}

Run msa_stability_command(Options options) {
  auto settings = declared(options);
  add_subgroup_options(options, settings->subgroups);
  return [settings](Console& console) { return study_stability(console, *settings); };
}

}  // namespace jidoka::app
