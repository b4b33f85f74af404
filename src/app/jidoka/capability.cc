#include "study/capability.h"

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

namespace jidoka::app {

namespace {

using study::Capability;

struct Settings {
  StudyFile file;
  SubgroupWords subgroups;
  study::CapabilitySettings study;
  std::string sigma;
  std::string distribution = "normal";
};

void show_process(Console& console, const Capability& found) {
  PrintedTable table;
  table.add({console.say({"n", "个数 n"}), std::to_string(found.n)});
  table.add({console.say({"subgroups", "子组数"}), std::to_string(found.subgroups)});
  table.add({console.say({"mean", "均值"}), fmt::format("{:.10g}", found.mean)});
  table.add({console.say({"sigma within", "组内标准差"}), figure(found.sigma_within),
             std::string(json::enum_name(found.sigma_method))});
  table.add({console.say({"sigma overall", "整体标准差"}), figure(found.sigma_overall)});
  if (found.sigma_between) table.add({console.say({"sigma between", "组间标准差"}), figure(found.sigma_between)});
  const study::ShapeRow& shape = study::shape_row(found.distribution);
  table.add({console.say({"distribution", "分布"}),
             console.say({std::string(shape.name_en), std::string(shape.name_zh)}), found.method});
  const auto test = [&](const char* name, const std::optional<study::Test>& one) {
    if (one) table.add({name, figure(one->statistic), "p " + figure(one->p)});
  };
  test("Anderson-Darling", found.normality.anderson_darling);
  test("Shapiro-Wilk", found.normality.shapiro_wilk);
  table.print(console.out);
}

void show_indices(Console& console, const Capability& found) {
  PrintedTable table;
  table.add({"", console.say({"index", "指数"}), console.say({"interval", "置信区间"})});
  const auto line = [&](const char* name, std::optional<double> index,
                        const std::optional<study::Interval>& interval = {}) {
    if (index) table.add({name, fmt::format("{:.4f}", *index), interval_text(interval)});
  };
  line("Cp", found.cp, found.cp_interval);
  line("CPL", found.cpl);
  line("CPU", found.cpu);
  line("Cpk", found.cpk, found.cpk_interval);
  line("Cpm", found.cpm, found.cpm_interval);
  line("Cr", found.cr);
  line("Pp", found.pp, found.pp_interval);
  line("PPL", found.ppl);
  line("PPU", found.ppu);
  line("Ppk", found.ppk, found.ppk_interval);
  table.print(console.out);
  console.out << '\n';
  PrintedTable ppm;
  ppm.add(
      {"PPM", console.say({"below", "低于下限"}), console.say({"above", "高于上限"}), console.say({"total", "合计"})});
  const auto row = [&](const Text& name, const study::PartsPerMillion& parts) {
    ppm.add({console.say(name), figure(parts.below), figure(parts.above), figure(parts.total)});
  };
  row({"observed", "实测"}, found.ppm.observed);
  if (found.ppm.within) row({"expected, within", "预期（组内）"}, *found.ppm.within);
  row({"expected, overall", "预期（整体）"}, found.ppm.overall);
  ppm.print(console.out);
}

void show(Console& console, const Capability& found) {
  show_process(console, found);
  console.out << '\n';
  show_indices(console, found);
  console.out << '\n';
  if (!found.candidates.empty()) {
    PrintedTable table;
    table.add({console.say({"compared", "比较的分布"}), "AIC", "A²", "x0.135", "x99.865"});
    for (const study::Fit& fit : found.candidates)
      table.add({std::string(study::shape_row(fit.shape).id), figure(fit.aic), figure(fit.anderson_darling.statistic),
                 figure(fit.x0135), figure(fit.x99865)});
    table.print(console.out);
    console.out << '\n';
  }
  console.out << console.say(study::verdict_text(found)) << '\n';
  for (const study::StudyNote& note : found.notes) console.out << console.say(note.text) << '\n';
}

Result<int> study_it(Console& console, const Settings& given) {
  Settings settings = given;
  TRY(settings.study.distribution, chosen<study::DistributionChoice>(settings.distribution, "distribution"));
  if (!settings.sigma.empty()) {
    TRY(settings.study.sigma, chosen<study::SigmaMethod>(settings.sigma, "sigma"));
  }
  TRY(const Columns columns, load_columns(settings.file.file, console.in));
  TRY(const study::Subgroups subgroups, subgroups_of(columns, settings.file.value, settings.subgroups));
  TRY(const Capability found, study::study_capability(subgroups, settings.study));
  TRY_VOID(write_picture(settings.file.svg, study::figure_of(found, console.language == Language::chinese)));
  return give(console, settings.file, found, show);
}

}  // namespace

Run capability_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_study_options(options, settings->file);
  add_picture_option(options, settings->file);
  add_subgroup_options(options, settings->subgroups);
  study::CapabilitySettings& study = settings->study;
  app.add_option("--lower", study.specification.lower, options.help({"Lower specification limit", "规格下限"}));
  app.add_option("--upper", study.specification.upper, options.help({"Upper specification limit", "规格上限"}));
  app.add_option("--target", study.specification.target,
                 options.help({"Target of Cpm; the centre by default", "Cpm 的目标值；默认为规格中心"}));
  app.add_option("--confidence", study.confidence, options.help({"Of the intervals", "置信水平"}))
      ->capture_default_str();
  app.add_option("--required", study.required, options.help({"Cpk that is asked for", "要求的 Cpk"}))
      ->capture_default_str();
  app.add_option("--sigma", settings->sigma,
                 options.help({"Sigma within by: " + choices<study::SigmaMethod>(),
                               "组内标准差的估计方法：" + choices<study::SigmaMethod>()}));
  app.add_option("--distribution", settings->distribution, choices<study::DistributionChoice>())->capture_default_str();
  app.add_option("--lambda", study.lambda,
                 options.help({"Of Box-Cox; the most likely one by default", "Box-Cox 的 λ；默认取最大似然值"}));
  return [settings](Console& console) { return study_it(console, *settings); };
}

}  // namespace jidoka::app
