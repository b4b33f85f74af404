// Facts and commits for the tests of the store, short enough to read in a test.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "port/store.h"

namespace jidoka::conformance {

constexpr Instant start{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z

inline Instant at(std::int64_t second) { return start + seconds(second); }

inline port::Fact fact(port::FactBody body, Instant when = start, std::string by = "tester") {
  return {when, std::move(by), std::move(body)};
}

inline port::Commit commit_of(std::vector<port::FactBody> bodies, Instant when = start) {
  port::Commit commit;
  commit.at = when;
  for (port::FactBody& body : bodies) commit.facts.push_back(fact(std::move(body), when));
  return commit;
}

inline judge::Verdict verdict(std::string id, std::string equipment = "IM-01", std::string tag = "melt_temp") {
  judge::Verdict out;
  out.id = std::move(id);
  out.stream = equipment + "/" + tag;
  out.equipment = std::move(equipment);
  out.tag = std::move(tag);
  out.time = at(60);
  out.panel = "value";
  out.points = {{at(60), 236.25}};
  out.limits.upper = 233;
  out.plan = "CP-HOUSING-A@3";
  out.line = "10.1";
  out.uom = "Cel";
  out.text = {"Melt temperature of IM-01 is 236.25 Cel, above 233.", "1号注塑机熔体温度 236.25 ℃，高于 233。"};
  return out;
}

inline act::HoldPlaced exposure_hold(std::string id, std::string equipment, std::optional<Instant> from,
                                     std::optional<Instant> to) {
  act::HoldPlaced out;
  out.id = std::move(id);
  out.scope = {act::ScopeKind::exposure, {}, std::move(equipment), from, to};
  out.because = verdict("V-1");
  out.reason = {"Melt temperature", "熔体温度"};
  out.release_role = "quality_engineer";
  return out;
}

inline act::HoldPlaced item_hold(std::string id, produce::ItemRef item) {
  act::HoldPlaced out;
  out.id = std::move(id);
  out.scope.kind = item.kind == produce::ItemKind::unit ? act::ScopeKind::unit : act::ScopeKind::lot;
  out.scope.id = std::move(item.id);
  out.reason = {"By hand", "手动"};
  out.release_role = "quality_engineer";
  return out;
}

inline act::AlarmRaised alarm(std::string id) {
  act::AlarmRaised out;
  out.id = std::move(id);
  out.key = "CP-HOUSING-A@3/10.1/IM-01/signal";
  out.equipment = "IM-01";
  out.because = verdict("V-2");
  out.escalate = plant::Escalation{minutes(5), "plant_manager"};
  return out;
}

inline produce::ItemRef unit(std::string id) { return {produce::ItemKind::unit, std::move(id)}; }
inline produce::ItemRef lot(std::string id) { return {produce::ItemKind::lot, std::move(id)}; }

inline produce::LotReceived received(std::string id, std::string material, Decimal quantity) {
  return {.lot = std::move(id),
          .material = std::move(material),
          .quantity = quantity,
          .uom = "g",
          .supplier = "DuPont",
          .supplier_lot = "D-1",
          .location = "W1"};
}
inline produce::RunStarted started(produce::ItemRef item, std::string operation, std::string equipment, Instant time,
                                   std::int64_t number = 1) {
  return {.item = std::move(item),
          .material = "HOUSING-A",
          .operation = std::move(operation),
          .equipment = std::move(equipment),
          .person = "P-1",
          .time = time,
          .number = number};
}
inline produce::RunCompleted completed(produce::ItemRef item, std::string operation, std::string equipment,
                                       Instant time, std::int64_t number = 1) {
  return {.item = std::move(item),
          .number = number,
          .operation = std::move(operation),
          .equipment = std::move(equipment),
          .person = {},
          .time = time,
          .result = produce::RunResult::pass,
          .defect = {},
          .parameters = {{"cycle_time", 31.5}}};
}
inline produce::Consumed consumed(produce::ItemRef from, produce::ItemRef into, Decimal quantity, Instant time) {
  return {.from = std::move(from),
          .into = std::move(into),
          .quantity = quantity,
          .uom = "g",
          .operation = "OP10",
          .equipment = "IM-01",
          .time = time};
}

struct Reading {
  sense::StreamNumber stream;
  Instant time;
  double value;
  std::string unit = {};
};
inline sense::Columns readings(const std::vector<Reading>& all) {
  sense::Columns columns;
  for (const Reading& reading : all) {
    columns.streams.push_back(reading.stream);
    columns.times.push_back(reading.time.ns);
    columns.values.push_back(reading.value);
    if (columns.dictionary.empty()) columns.dictionary.emplace_back();
    std::uint32_t context = 0;
    if (!reading.unit.empty()) {
      context = static_cast<std::uint32_t>(columns.dictionary.size());
      columns.dictionary.push_back({reading.unit, ""});
    }
    columns.contexts.push_back(context);
  }
  return columns;
}

}  // namespace jidoka::conformance
