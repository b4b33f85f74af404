#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <charconv>
#include <memory>
#include <ostream>

#include "jidoka/picture.h"
#include "jidoka/sampling.h"
#include "json/encode.h"
#include "sampling/attribute_plan.h"
#include "sampling/skip_lot.h"
#include "sampling/two_points.h"

namespace jidoka::app {

namespace {

using sampling::DesignKind;
using sampling::TwoPointPlan;
using sampling::TwoPoints;

struct DesignSettings {
  double p1 = 0;
  double alpha = 0.05;
  double p2 = 0;
  double beta = 0.10;
  std::string kind = "attributes";
  std::string model = "binomial";
  std::int64_t lot_size = 0;
  PlanWords words;
  bool is_json = false;
  std::string svg;
};

Result<int> answer(Console& console, const DesignSettings& settings, const TwoPointPlan& plan) {
  TRY_VOID(write_picture(settings.svg, sampling::figure_of(plan.curve, {"Sampling plan", "抽样方案"},
                                                           console.language == Language::chinese)));
  if (settings.is_json) {
    console.out << json::encode(plan) << '\n';
    return done;
  }
  console.out << console.say(plan.words) << '\n';
  if (plan.alpha) console.out << console.say({"alpha", "生产方风险 α"}) << ": " << percent(*plan.alpha) << '\n';
  console.out << console.say({"beta", "使用方风险 β"}) << ": " << percent(plan.beta) << '\n';
  show_curve(console, plan.curve);
  return done;
}

Result<int> design(Console& console, const DesignSettings& settings) {
  TwoPoints points{.alpha = settings.alpha, .p2 = settings.p2, .beta = settings.beta};
  points.p1 = settings.p1;
  bool is_known = false;
  for (const auto& [kind, name] : describe_enum(static_cast<const DesignKind*>(nullptr)).rows)
    if (name == settings.kind) {
      points.kind = kind;
      is_known = true;
    }
  if (!is_known)
    return fail(Code::invalid, "unknown-kind",
                {"--kind is attributes, c0, variables-s or variables-sigma.",
                 "--kind 应为 attributes、c0、variables-s 或 variables-sigma。"},
                "kind");
  TRY(points.model, sampling::model_named(settings.model));
  if (settings.lot_size != 0) points.lot_size = settings.lot_size;
  TRY(const TwoPointPlan plan, sampling::plan_through(points));
  return answer(console, settings, plan);
}

// With an AQL: the limiting quality (10 %) of the standard's plan, kept with an acceptance number of 0.
Result<double> limiting_quality_of(const PlanWords& words) {
  TRY(const sampling::PlanQuestion question, question_of(words));
  TRY(const sampling::PlanAnswer plan, sampling::answer_of(question));
  if (plan.oc && plan.oc->p10) return *plan.oc->p10;
  return fail(Code::invalid, "no-limiting-quality",
              {"For this lot and AQL the standard inspects the whole lot, so it has no limiting quality: give --p2.",
               "对该批量和 AQL，标准要求全数检验，没有极限质量：请给出 --p2。"},
              "p2");
}

Result<int> zero(Console& console, const DesignSettings& settings) {
  TwoPoints points{.kind = DesignKind::zero, .p2 = settings.p2, .beta = settings.beta};
  if (settings.words.lot_size != 0) {
    points.lot_size = settings.words.lot_size;
    points.model = sampling::Model::hypergeometric;
  }
  if (!settings.words.aql.empty()) {
    TRY(points.p2, limiting_quality_of(settings.words));
  }
  TRY(const TwoPointPlan plan, sampling::plan_through(points));
  return answer(console, settings, plan);
}

void add_output_options(Options& options, DesignSettings& settings) {
  options.app().add_flag("--json", settings.is_json,
                         options.help({"The whole result as JSON", "以 JSON 输出全部结果"}));
  options.app().add_option("--svg", settings.svg, options.help({"Draw the curves to this file", "将曲线写入该文件"}));
}

struct CurveSettings {
  std::vector<std::string> stages;
  std::string model = "binomial";
  std::int64_t lot_size = 0;
  int clearance = 0;
  int one_in = 4;
  bool is_json = false;
  std::string svg;
};

// "50,2,7": sample size, acceptance and rejection number; without the last one more than the second.
Result<sampling::Stage> stage_of(const std::string& text) {
  std::array<std::int64_t, 3> numbers{};
  std::size_t count = 0;
  const char* at = text.data();
  const char* end = at + text.size();
  while (count < numbers.size()) {
    const auto read = std::from_chars(at, end, numbers.at(count));
    if (read.ec != std::errc()) break;
    ++count;
    at = read.ptr;
    if (at == end || *at != ',') break;
    ++at;
  }
  constexpr std::int64_t most = sampling::most_accept + 1;
  if (at != end || count < 2 || numbers[1] < -1 || numbers[1] > most || numbers[2] > most || numbers[2] < 0)
    return fail(Code::invalid, "stage-not-understood",
                {"--stage " + text + ": give sample size, acceptance and rejection number, as in 50,2,3.",
                 "--stage " + text + "：请给出样本量、接收数和拒收数，例如 50,2,3。"},
                "stage");
  const int accept = static_cast<int>(numbers[1]);
  return sampling::Stage{numbers[0], accept, count == 3 ? static_cast<int>(numbers[2]) : accept + 1};
}

Result<int> curve(Console& console, const CurveSettings& settings) {
  sampling::Stages stages;
  for (const std::string& text : settings.stages) {
    TRY(stages.emplace_back(), stage_of(text));
  }
  std::optional<std::int64_t> lot;
  if (settings.lot_size != 0) {
    TRY_VOID(sampling::check_lot_size(settings.lot_size));
    lot = settings.lot_size;
  }
  TRY_VOID(sampling::check_stages(stages, lot));
  TRY(const sampling::Model model, sampling::model_named(settings.model));
  if (model == sampling::Model::hypergeometric && !lot)
    return fail(Code::invalid, "option-missing",
                {"The hypergeometric model needs --lot-size.", "超几何模型需要 --lot-size。"}, "lot-size");
  const sampling::SkipLotRule rule{settings.clearance, settings.one_in};
  if (settings.clearance != 0) TRY_VOID(sampling::check_skip_lot(rule));
  const sampling::OutcomeAt outcome_at = [&](double p) {
    const sampling::Quality quality{model, p, lot};
    const sampling::Outcome outcome = sampling::outcome_of(stages, quality);
    return settings.clearance == 0 ? outcome : sampling::outcome_of_skip_lot(rule, outcome, quality);
  };
  const sampling::Curve found = sampling::curve_of(outcome_at, model == sampling::Model::poisson ? 100 : 1);
  TRY_VOID(write_picture(
      settings.svg, sampling::figure_of(found, {"Sampling plan", "抽样方案"}, console.language == Language::chinese)));
  if (settings.is_json)
    console.out << json::encode(found) << '\n';
  else
    show_curve(console, found);
  return done;
}

}  // namespace

Run sampling_design_command(Options options) {
  auto settings = std::make_shared<DesignSettings>();
  CLI::App& app = options.app();
  app.add_option("--p1", settings->p1, options.help({"Good quality, as a fraction", "良好质量水平（比例）"}));
  app.add_option("--alpha", settings->alpha,
                 options.help({"Chance that it is rejected, at most", "对应的最大拒收概率 α"}))
      ->capture_default_str();
  app.add_option("--p2", settings->p2, options.help({"Bad quality, as a fraction", "较差质量水平（比例）"}))
      ->required();
  app.add_option("--beta", settings->beta,
                 options.help({"Chance that it is accepted, at most", "对应的最大接收概率 β"}))
      ->capture_default_str();
  app.add_option("--kind", settings->kind,
                 options.help({"attributes, c0, variables-s or variables-sigma",
                               "attributes 计数、c0 零接收数、variables-s 计量 s 法、variables-sigma 计量 σ 法"}))
      ->capture_default_str();
  app.add_option(
         "--model", settings->model,
         options.help({"binomial, poisson or hypergeometric", "binomial 二项、poisson 泊松、hypergeometric 超几何"}))
      ->capture_default_str();
  app.add_option("--lot-size", settings->lot_size, options.help({"Units in the lot", "批量"}));
  add_output_options(options, *settings);
  return [settings](Console& console) { return design(console, *settings); };
}

Run sampling_c0_command(Options options) {
  auto settings = std::make_shared<DesignSettings>();
  settings->words.standard = "z1.4";
  CLI::App& app = options.app();
  app.add_option(
      "--p2", settings->p2,
      options.help({"Quality that must be found, as a fraction (LTPD)", "必须检出的质量水平（比例，LTPD）"}));
  app.add_option("--beta", settings->beta,
                 options.help({"Chance that it is accepted, at most", "对应的最大接收概率 β"}))
      ->capture_default_str();
  add_scheme_options(options, settings->words);
  add_output_options(options, *settings);
  return [settings](Console& console) { return zero(console, *settings); };
}

Run sampling_curve_command(Options options) {
  auto settings = std::make_shared<CurveSettings>();
  CLI::App& app = options.app();
  app.add_option("--stage", settings->stages,
                 options.help({"Sample size, acceptance and rejection number, such as 50,2,7; once for each stage",
                               "样本量、接收数、拒收数，例如 50,2,7；每个阶段一次"}))
      ->required();
  app.add_option(
         "--model", settings->model,
         options.help({"binomial, poisson or hypergeometric", "binomial 二项、poisson 泊松、hypergeometric 超几何"}))
      ->capture_default_str();
  app.add_option("--lot-size", settings->lot_size,
                 options.help({"Units in the lot; gives AOQ and ATI", "批量；给出后计算 AOQ 和 ATI"}));
  app.add_option("--clearance", settings->clearance,
                 options.help({"Skip lots after so many accepted in a row", "连续接收多少批后开始跳批"}));
  app.add_option("--one-in", settings->one_in,
                 options.help({"While skipping, inspect one lot in so many", "跳批期间每多少批检验一批"}))
      ->capture_default_str();
  app.add_flag("--json", settings->is_json, options.help({"The whole result as JSON", "以 JSON 输出全部结果"}));
  app.add_option("--svg", settings->svg, options.help({"Draw the curves to this file", "将曲线写入该文件"}));
  return [settings](Console& console) { return curve(console, *settings); };
}

}  // namespace jidoka::app
