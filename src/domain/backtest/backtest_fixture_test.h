// A press, its plan and a few samples, and words to write tests in. Test only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "backtest/comparison.h"
#include "backtest/lines.h"

namespace jidoka::backtest {

inline Instant second(std::int64_t n) { return Instant{1'767'225'600'000'000'000} + seconds(n); }  // from 2026-01-01

inline plant::Action hold_action(plant::HoldScope scope) {
  plant::Action action;
  action.hold = plant::HoldAction{scope, plant::Since::last_good};
  return action;
}
inline plant::Action alarm_action() {
  plant::Action action;
  action.alarm = plant::AlarmAction{};
  return action;
}
inline plant::Action stop_action() {
  plant::Action action;
  action.stop = "equipment";
  return action;
}

// One press with one plan of one line: 227 to 233, and an I-MR chart around 230.
inline plant::Model press(std::int64_t revision, double lower, double upper, std::vector<spc::Rule> rules) {
  plant::Model model;
  for (const char* id : {"IM-01", "IM-02"}) {
    model.equipment[id].id = id;
    model.equipment[id].name = {"Press", "注塑机"};
  }
  plant::Operation& operation = model.operations["OP10"];
  operation.id = "OP10";
  operation.at = {"IM-01", "IM-02"};
  plant::ControlPlan& plan = model.control_plans["CP"];
  plan.id = "CP";
  plan.part = "HOUSING";
  plan.revision = revision;
  plant::ControlPlanLine line;
  line.id = "10.1";
  line.operation = "OP10";
  line.characteristic.id = "melt_temp";
  line.specification = plant::Specification{230.0, lower, upper, "Cel"};
  if (!rules.empty()) {
    plant::Chart chart;
    chart.rules = std::move(rules);
    chart.limits = {.learn = {}, .mean = 230.0, .sigma = 1.0, .reason = {}, .left_out = {}};
    line.chart = chart;
  }
  plan.lines.push_back(line);
  return model;
}

inline void react(plant::Model& model, plant::When when, std::vector<plant::Action> actions) {
  model.control_plans["CP"].lines[0].reactions.push_back({when, std::move(actions)});
}

inline const std::vector<judge::OpenStream>& two_streams() {
  static const std::vector<judge::OpenStream> streams{{1, "IM-01", "melt_temp", "Cel"},
                                                      {2, "IM-02", "melt_temp", "Cel"}};
  return streams;
}

inline std::vector<LinePair> pairs(const plant::Model& draft, const plant::Model& active, FindLearnt learnt = {}) {
  auto found = lines_to_compare({&draft, &active, {"CP"}, two_streams(), std::move(learnt)});
  return found.value_or(std::vector<LinePair>());
}

struct Value {
  std::int64_t at;
  double value;
  std::string unit = {};
};

// The first line over these samples, in blocks of so many.
inline Compared compare(const plant::Model& draft, const plant::Model& active, const std::vector<Value>& values,
                        const Runs* runs = nullptr, std::size_t block = 3, FindLearnt learnt = {}) {
  const auto lines = pairs(draft, active, std::move(learnt));
  Comparison line({lines.at(0).draft, lines.at(0).active, {second(0), second(120)}, runs});
  for (std::size_t begin = 0; begin < values.size(); begin += block) {
    std::vector<std::int64_t> times;
    std::vector<double> numbers;
    std::vector<std::uint32_t> contexts;
    std::vector<sense::Context> dictionary{{}};
    for (std::size_t i = begin; i < std::min(values.size(), begin + block); ++i) {
      times.push_back(second(values[i].at).ns);
      numbers.push_back(values[i].value);
      contexts.push_back(values[i].unit.empty() ? 0 : static_cast<std::uint32_t>(dictionary.size()));
      if (!values[i].unit.empty()) dictionary.push_back({values[i].unit, ""});
    }
    line.take({times, numbers, contexts, dictionary});
  }
  return std::move(line).finish();
}

}  // namespace jidoka::backtest
