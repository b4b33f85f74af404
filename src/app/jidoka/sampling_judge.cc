#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <ostream>

#include "jidoka/sampling.h"
#include "json/encode.h"
#include "sampling/measured.h"

namespace jidoka::app {

namespace {

struct Settings {
  PlanWords words;
  sampling::Measured measured;
  bool is_json = false;
};

Result<int> judge(Console& console, const Settings& settings) {
  TRY(const sampling::PlanQuestion question, question_of(settings.words));
  TRY(const sampling::MeasuredLot lot, sampling::judge_measured(question, settings.measured));
  if (settings.is_json) {
    console.out << json::encode(lot) << '\n';
    return done;
  }
  const bool is_accepted = lot.decision == sampling::Decision::accepted;
  console.out << console.say({fmt::format("The estimate is {} nonconforming, and M is {} (n {}): the lot is {}.",
                                          percent(lot.estimate), percent(lot.m), lot.sample_size,
                                          is_accepted ? "accepted" : "rejected"),
                              fmt::format("估计不合格率 {}，M 为 {}（n {}）：{}该批。", percent(lot.estimate),
                                          percent(lot.m), lot.sample_size, is_accepted ? "接收" : "拒收")})
              << '\n';
  return done;
}

}  // namespace

Run sampling_judge_command(Options options) {
  auto settings = std::make_shared<Settings>();
  settings->words.standard = "z1.9";
  CLI::App& app = options.app();
  add_scheme_options(options, settings->words);
  app.add_option("--severity", settings->words.severity,
                 options.help({"normal, tightened or reduced inspection", "检验严格度：normal、tightened、reduced"}))
      ->capture_default_str();
  app.add_option("--sigma", settings->words.sigma,
                 options.help({"unknown (s method) or known (sigma method)", "unknown 用 s 法，known 用 σ 法"}))
      ->capture_default_str();
  app.add_option("--mean", settings->measured.mean, options.help({"Mean of the sample", "样本均值"}))->required();
  app.add_option("--sd", settings->measured.sd,
                 options.help({"Standard deviation of the sample, or the known sigma", "样本标准差，或已知的 σ"}))
      ->required();
  app.add_option("--lower", settings->measured.lower, options.help({"Lower specification limit", "规格下限"}));
  app.add_option("--upper", settings->measured.upper, options.help({"Upper specification limit", "规格上限"}));
  app.add_flag("--json", settings->is_json, options.help({"The whole result as JSON", "以 JSON 输出全部结果"}));
  return [settings](Console& console) { return judge(console, *settings); };
}

}  // namespace jidoka::app
