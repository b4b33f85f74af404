#include "jidoka/sampling.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <ostream>

#include "jidoka/picture.h"
#include "json/encode.h"

namespace jidoka::app {

namespace {

using sampling::PlanAnswer;

struct Settings {
  PlanWords words;
  bool is_json = false;
  std::string svg;
};

Failure missing(const char* option, const Text& text) { return fail(Code::invalid, "option-missing", text, option); }

void show(Console& console, const PlanAnswer& answer) {
  const auto line = [&](const Text& what, const std::string& value) {
    console.out << fmt::format("{:<14}{}\n", console.say(what), value);
  };
  line({"code letter", "样本量字码"}, answer.code_letter);
  if (answer.plan_letter != answer.code_letter) line({"plan of", "所用方案字码"}, answer.plan_letter);
  int number = 0;
  for (const sampling::Stage& stage : answer.stages)
    line({fmt::format("sample {}", ++number), fmt::format("第 {} 样本", number)},
         fmt::format("n {}  Ac {}  Re {}", stage.sample_size, stage.accept < 0 ? "#" : std::to_string(stage.accept),
                     stage.reject));
  if (answer.sample_size)
    line({"sample", "样本"}, fmt::format("n {}  k {:.4f}  M {}", *answer.sample_size, *answer.k, percent(*answer.m)));
  console.out << console.say(answer.origin) << '\n' << console.say(answer.words) << '\n';
  for (const Text& note : answer.notes) console.out << console.say(note) << '\n';
  if (answer.accept_at_aql)
    console.out << console.say({fmt::format("At the AQL a lot is accepted with a chance of {}.",
                                            percent(*answer.accept_at_aql)),
                                fmt::format("质量恰为 AQL 时接收概率为 {}。", percent(*answer.accept_at_aql))})
                << '\n';
  if (answer.oc) show_curve(console, *answer.oc);
}

Text title_of(const PlanAnswer& answer) {
  return {fmt::format("{} · lot {} · level {} · AQL {} · {}", json::enum_name(answer.standard), answer.lot_size,
                      json::enum_name(answer.level), answer.aql, json::enum_name(answer.severity)),
          fmt::format("{} · 批量 {} · 检验水平 {} · AQL {} · {}", json::enum_name(answer.standard), answer.lot_size,
                      json::enum_name(answer.level), answer.aql,
                      answer.severity == sampling::Severity::normal      ? "正常检验"
                      : answer.severity == sampling::Severity::tightened ? "加严检验"
                                                                         : "放宽检验")};
}

Result<int> plan(Console& console, const Settings& settings) {
  TRY(const sampling::PlanQuestion question, question_of(settings.words));
  TRY(const PlanAnswer answer, sampling::answer_of(question));
  if (answer.oc)
    TRY_VOID(write_picture(settings.svg,
                           sampling::figure_of(*answer.oc, title_of(answer), console.language == Language::chinese)));
  if (settings.is_json)
    console.out << json::encode(answer) << '\n';
  else
    show(console, answer);
  return done;
}

}  // namespace

std::string percent(double fraction) { return fmt::format("{:.4g} %", 100 * fraction); }

void show_curve(Console& console, const sampling::Curve& curve) {
  console.out << console.say(
      {"\nquality   accepted   AOQ          ASN\n", "\n质量水平  接收概率   AOQ          ASN\n"});
  for (std::size_t i = 0; i < curve.points.size(); i += 10) {
    const sampling::CurvePoint& point = curve.points[i];
    console.out << fmt::format("{:<10}{:<11}{:<13}{:.1f}\n", percent(point.p), percent(point.accept),
                               point.aoq ? percent(*point.aoq) : "–", point.asn);
  }
  const auto quality = [&](const std::optional<double>& p, const Text& text) {
    if (p) console.out << fmt::format("{}: {}\n", console.say(text), percent(*p));
  };
  console.out << '\n';
  quality(curve.p95, {"accepted with 95 %", "接收概率 95 % 的质量"});
  quality(curve.p50, {"accepted with 50 %", "接收概率 50 % 的质量"});
  quality(curve.p10, {"accepted with 10 %", "接收概率 10 % 的质量（极限质量）"});
  if (curve.aoql)
    console.out << fmt::format("AOQL: {} ({} {})\n", percent(curve.aoql->aoq), console.say({"at", "出现在质量水平"}),
                               percent(curve.aoql->p));
}

void add_scheme_options(Options& options, PlanWords& words) {
  CLI::App& app = options.app();
  app.add_option("--standard", words.standard, options.help({"iso-2859-1, z1.4 or z1.9", "iso-2859-1、z1.4 或 z1.9"}))
      ->capture_default_str();
  app.add_option("--lot-size", words.lot_size, options.help({"Units in the lot", "批量"}));
  app.add_option("--level", words.level,
                 options.help({"Inspection level: S-1 to S-4, I, II, III", "检验水平：S-1～S-4、I、II、III"}))
      ->capture_default_str();
  app.add_option("--aql", words.aql,
                 options.help({"AQL in percent, as the standard has it: 0.010 to 1000",
                               "AQL（百分数），取标准中的值：0.010～1000"}));
}

Result<sampling::PlanQuestion> question_of(const PlanWords& words) {
  if (words.lot_size == 0)
    return missing("lot-size", {"Give the size of the lot with --lot-size.", "请用 --lot-size 给出批量。"});
  if (words.aql.empty())
    return missing("aql", {"Give the AQL with --aql, such as 1.0.", "请用 --aql 给出 AQL，例如 1.0。"});
  sampling::PlanQuestion question;
  question.lot_size = words.lot_size;
  TRY(question.standard, sampling::standard_named(words.standard));
  TRY(question.level, sampling::level_named(words.level));
  TRY(question.aql, sampling::aql_index(words.aql));
  TRY(question.severity, sampling::severity_named(words.severity));
  TRY(question.type, sampling::plan_type_named(words.type));
  TRY(question.sigma, sampling::sigma_named(words.sigma));
  return question;
}

Run sampling_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_scheme_options(options, settings->words);
  app.add_option("--severity", settings->words.severity,
                 options.help({"normal, tightened or reduced inspection",
                               "检验严格度：normal 正常、tightened 加严、reduced 放宽"}))
      ->capture_default_str();
  app.add_option(
         "--type", settings->words.type,
         options.help({"single, double or multiple sampling", "抽样类型：single 一次、double 二次、multiple 多次"}))
      ->capture_default_str();
  app.add_option(
         "--sigma", settings->words.sigma,
         options.help({"Of z1.9: unknown (s method) or known (sigma method)", "z1.9：unknown 用 s 法，known 用 σ 法"}))
      ->capture_default_str();
  app.add_flag("--json", settings->is_json, options.help({"The whole result as JSON", "以 JSON 输出全部结果"}));
  app.add_option("--svg", settings->svg,
                 options.help({"Draw the OC, AOQ and ASN curves to this file", "将 OC、AOQ、ASN 曲线写入该文件"}));
  return [settings](Console& console) { return plan(console, *settings); };
}

}  // namespace jidoka::app
