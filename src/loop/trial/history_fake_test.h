// History from memory. Test only.
#pragma once

#include <string>
#include <vector>

#include "trial/history.h"

namespace jidoka::trial {

inline Instant second(std::int64_t n) { return Instant{1'767'225'600'000'000'000} + seconds(n); }  // from 2026-01-01

class FakeHistory final : public History {
 public:
  void add(const std::string& equipment, std::vector<double> values) {
    port::StreamView view;
    view.id = equipment + "/melt_temp";
    view.equipment = equipment;
    view.tag = "melt_temp";
    view.uom = "Cel";
    view.count = values.size();
    view.first_time = second(0);
    view.last_time = second(static_cast<std::int64_t>(values.size()) - 1);
    views.push_back(view);
    all.push_back(std::move(values));
  }
  Result<std::vector<port::StreamView>> streams() override { return views; }
  Result<void> each_block(const port::StreamView& stream, Instant from, Instant to,
                          const sense::TakeBlock& take) override {
    if (fails) return fail(Code::unavailable, "store-unavailable", {"The store is away.", "数据库不可用。"});
    for (std::size_t s = 0; s < views.size(); ++s) {
      if (views[s].id != stream.id) continue;
      for (std::size_t i = 0; i < all[s].size(); ++i) {
        const Instant at = second(static_cast<std::int64_t>(i));
        if (at < from || at > to) continue;
        TRY_VOID(take({std::span(&at.ns, 1), std::span(&all[s][i], 1), {}, {}}));
      }
    }
    return {};
  }
  Result<std::optional<std::vector<port::EquipmentRun>>> runs(const std::string& equipment, Instant) override {
    std::vector<port::EquipmentRun> out;
    for (const auto& run : known_runs)
      if (run.equipment == equipment) out.push_back(run);
    return std::optional(std::move(out));
  }
  Result<std::vector<port::LearntLimits>> learnt_limits(const port::StreamView&) override { return learnt; }

  std::vector<port::StreamView> views;
  std::vector<std::vector<double>> all;
  std::vector<port::EquipmentRun> known_runs;
  std::vector<port::LearntLimits> learnt;
  bool fails = false;
};

// A plant of two presses with one plan, and drafts of it.
inline std::vector<json::Document> documents(const std::string& yaml) {
  return json::parse_yaml(yaml, "draft.yaml").value_or(std::vector<json::Document>());
}
inline std::string plan(int revision, double upper, const std::string& more = {}) {
  return "kind: control_plan\nid: CP\npart: HOUSING\nrevision: " + std::to_string(revision) +
         "\nlines:\n  - id: \"10.1\"\n    operation: OP10\n    characteristic: {id: melt_temp}\n"
         "    specification: {lower: 227, upper: " +
         std::to_string(upper) + ", uom: Cel}\n" + more;
}
inline const char* const plant_without_plan =
    "kind: equipment\nid: IM-01\nname: Press 1\ntags: {melt_temp: {uom: Cel}}\n---\n"
    "kind: equipment\nid: IM-02\nname: Press 2\ntags: {melt_temp: {uom: Cel}}\n---\n"
    "kind: material\nid: HOUSING\nname: Housing\n---\n"
    "kind: operation\nid: OP10\nname: Mould\nat: [IM-01, IM-02]\nmakes: HOUSING\n";

inline plant::ModelPtr plant_with(const std::string& plan_text) {
  auto checked =
      plant::check_documents(plant::Model{}, documents(plant_without_plan + std::string("---\n") + plan_text));
  return std::make_shared<plant::Model>(checked ? std::move(checked->model) : plant::Model{});
}

}  // namespace jidoka::trial
