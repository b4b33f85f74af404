#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "jidoka/sampling.h"
#include "json/decode.h"
#include "json/encode.h"
#include "sampling/switching.h"

namespace jidoka::app {

namespace {

using sampling::SwitchStep;

struct Settings {
  PlanWords words;
  bool no_reduced = false;
  std::optional<int> limit_number;
  bool is_json = false;
};

// One line of the input: what it changes of the scheme, and the lot or event that it tells, if any.
struct Line {
  std::optional<std::int64_t> nonconforming;
  std::optional<sampling::LotEvent> event;
};

Failure not_understood(const Text& text, std::string_view field) {
  return fail(Code::invalid, "line-not-understood", text, std::string(field));
}

Result<std::int64_t> whole_number(const json::Value& value, std::string_view field) {
  json::Faults faults;
  std::int64_t number = 0;
  json::decode_to(number, value, std::string(field), faults);
  if (!faults.empty()) return fail(json::summary(faults));
  return number;
}

Result<sampling::LotEvent> event_named(const json::Value& value) {
  json::Faults faults;
  auto event = sampling::LotEvent::resume;
  json::decode_to(event, value, "event", faults);
  if (!faults.empty()) return fail(json::summary(faults));
  return event;
}

std::string text_of(const json::Value& value) {
  if (value.is_string()) return {value.get_string().data(), value.get_string().size()};
  if (value.is_number()) return fmt::format("{}", value.to_number<double>());
  return {};
}

// Fields that it does not know are the sender's own.
Result<Line> take_line(const std::string& text, PlanWords& words, bool& may_reduce) {
  Line line;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc() && read.ptr == end) {
    line.nonconforming = number;
    return line;
  }
  TRY(const json::Value value, json::parse(text));
  if (!value.is_object())
    return not_understood({"A line is a number of nonconforming units or an object such as {\"nonconforming\":2}.",
                           "每行应为不合格品数，或形如 {\"nonconforming\":2} 的对象。"},
                          "");
  const auto& object = value.get_object();
  for (const char* name : {"nonconforming", "d"})
    if (const json::Value* found = object.if_contains(name)) {
      TRY(line.nonconforming, whole_number(*found, name));
    }
  for (const char* name : {"lot_size", "lot"})
    if (const json::Value* found = object.if_contains(name); found != nullptr && found->is_number()) {
      TRY(words.lot_size, whole_number(*found, name));
    }
  if (const json::Value* found = object.if_contains("level")) words.level = text_of(*found);
  if (const json::Value* found = object.if_contains("aql")) words.aql = text_of(*found);
  if (const json::Value* found = object.if_contains("reduced_conditions_met")) {
    if (!found->is_bool())
      return not_understood({"reduced_conditions_met is true or false.", "reduced_conditions_met 应为 true 或 false。"},
                            "reduced_conditions_met");
    may_reduce = found->get_bool();
  }
  if (const json::Value* found = object.if_contains("event")) {
    TRY(line.event, event_named(*found));
  }
  return line;
}

void show(Console& console, const SwitchStep& step) {
  const std::string found = step.d ? fmt::format("d {}", *step.d) : "";
  console.out << fmt::format("{:>4}  {:<10} {} n {} Ac {} Re {}  {:<6} {:<9} {:>3}  {:<10} {}\n", step.i,
                             json::enum_name(step.state_before), step.final_code, step.n, step.ac, step.re, found,
                             json::enum_name(step.decision), step.score_after, json::enum_name(step.state_after),
                             console.say(step.why));
}

Error at_line(Error error, std::int64_t number) {
  error.text.en = fmt::format("Line {}: {}", number, error.text.en);
  error.text.zh = fmt::format("第 {} 行：{}", number, error.text.zh);
  return error;
}

class Lots {
 public:
  Lots(Console& console, const Settings& settings)
      : console_(console), settings_(settings), words_(settings.words), may_reduce_(!settings.no_reduced) {}

  Result<void> take(const std::string& text) {
    TRY(const Line line, take_line(text, words_, may_reduce_));
    if (!line.nonconforming && !line.event) return {};
    TRY(const sampling::PlanQuestion question, question_of(words_));
    const sampling::Scheme scheme{question.standard, question.level, question.aql,
                                  question.lot_size, may_reduce_,    settings_.limit_number};
    TRY_VOID(sampling::check_scheme(scheme));
    if (line.event) {
      TRY(SwitchStep step, sampling::take_event(scheme, state_, *line.event));
      tell(step);
    }
    if (line.nonconforming) {
      TRY(SwitchStep step, sampling::take_lot(scheme, state_, {*line.nonconforming}));
      tell(step);
    }
    return {};
  }

 private:
  void tell(SwitchStep& step) {
    step.i = ++count_;
    if (settings_.is_json)
      console_.out << json::encode(step) << std::endl;
    else
      show(console_, step);
  }

  Console& console_;
  const Settings& settings_;
  PlanWords words_;
  bool may_reduce_;
  sampling::SwitchState state_;
  std::int64_t count_ = 0;
};

Result<int> run_switch(Console& console, const Settings& settings) {
  if (settings.words.lot_size != 0) TRY_VOID(sampling::check_lot_size(settings.words.lot_size));
  Lots lots(console, settings);
  std::int64_t number = 0;
  for (std::string text; std::getline(console.in, text);) {
    ++number;
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.pop_back();
    if (text.empty()) continue;
    const auto taken = lots.take(text);
    if (!taken) return fail(at_line(taken.error(), number));
  }
  return done;
}

}  // namespace

Run sampling_switch_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_scheme_options(options, settings->words);
  app.add_flag("--no-reduced", settings->no_reduced,
               options.help({"A condition for reduced inspection does not hold: never go to it",
                             "不满足放宽检验的其他条件：不转为放宽检验"}));
  app.add_option(
      "--limit-number", settings->limit_number,
      options.help({"Of z1.4: most nonconforming units in ten lots that allow reduced inspection (its table VIII)",
                    "z1.4：转为放宽检验时最近 10 批允许的不合格品总数（标准表 VIII 界限数）"}));
  app.add_flag("--json", settings->is_json,
               options.help({"One JSON object for each line read", "每读一行输出一个 JSON 对象"}));
  return [settings](Console& console) { return run_switch(console, *settings); };
}

}  // namespace jidoka::app
