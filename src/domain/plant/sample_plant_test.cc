#include "plant/sample_plant_test.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace jidoka::plant::sample {
namespace {

constexpr std::string_view plant = R"(kind: equipment
id: LINE-1
name: {en: Line 1, zh: 1号线}
level: line
---
kind: equipment
id: IM-01
name: {en: Injection press 1, zh: 1号注塑机}
class: injection_press
in: LINE-1
states: packml
tags:
  melt_temp: {uom: Cel, range: [0, 400], precision: 0.1, every: 1s}
  pressure: {uom: bar, range: [0, 250]}
commands: [stop, set_point]
target: gateway
---
kind: target
id: gateway
to: webhook
url: https://gateway.plant:8443/commands
secret_env: GATEWAY_SECRET
---
kind: source
id: press-gateway
from: line_protocol
reading: {equipment: "{host}", tag: "{field}", lot: "L-{lot}"}
unknown: catalogue
---
kind: material
id: RESIN-PA66
name: {en: Polyamide 66, zh: 尼龙66}
uom: kg
tracked_by: lot
---
kind: material
id: HOUSING-A
name: {en: Housing A, zh: 壳体A}
---
kind: operation
id: OP10
name: {en: Mould housing, zh: 壳体注塑}
at: [IM-01]
makes: HOUSING-A
consumes: [{material: RESIN-PA66, quantity: 42, uom: g}]
next: [OP20]
---
kind: operation
id: OP20
name: {en: Inspect, zh: 检验}
at: [IM-01, LINE-1]
---
kind: role
id: plant_manager
name: {en: Plant manager, zh: 厂长}
may: [read, alarms.*]
---
kind: person
id: chen.jing
name: {en: Chen Jing, zh: 陈静}
roles: [quality_engineer, plant_manager]
badge: "10017"
---
kind: control_plan
id: CP-HOUSING-A
part: HOUSING-A
revision: 3
lines:
  - id: "10.1"
    operation: OP10
    characteristic: {id: melt_temperature, kind: process, class: CC}
    specification: {target: 230, lower: 227, upper: 233, uom: Cel}
    readings: {tag: melt_temp}
    chart: {type: i-mr, rules: [we1], limits: {learn: 100}}
    reactions:
      - when: out_of_specification
        do:
          - hold: {scope: exposure, since: last_good}
          - stop: equipment
          - notify: {role: shift_leader, escalate: {after: 5min, to: plant_manager}}
          - command: {command: set_point, parameters: {melt_temp: 230}}
      - when: signal
        do: [{alarm: {priority: medium}}]
  - id: "10.2"
    operation: OP10
    characteristic: {id: bore_diameter, class: SC}
    specification: {target: 24.000, lower: 23.980, upper: 24.020, uom: mm}
    sample: {size: 5, every: 30min}
    chart: {type: xbar-r, rules: [we1, we2, we3, we4], limits: {mean: 24.0012, sigma: 0.0041}}
    reactions:
      - when: signal
        do: [{hold: {scope: lot}}, {alarm: {priority: high}}]
)";

bool is_chinese(std::string_view text) {
  return text.find("\xE4") != std::string_view::npos || text.find("\xE5") != std::string_view::npos ||
         text.find("\xE6") != std::string_view::npos || text.find("\xE7") != std::string_view::npos ||
         text.find("\xE8") != std::string_view::npos || text.find("\xE9") != std::string_view::npos;
}

std::vector<std::string> in_english(const Faults& faults, bool with_place) {
  std::vector<std::string> out;
  for (const Fault& fault : faults) {
    EXPECT_TRUE(is_chinese(fault.text.zh)) << fault.text.en << "\n" << fault.text.zh;
    EXPECT_FALSE(fault.text.en.empty());
    out.push_back(with_place ? shown(fault).en : fault.text.en);
  }
  return out;
}

}  // namespace

std::string text() { return std::string(plant); }

std::string with(std::string_view place, std::string_view rewritten) {
  std::string out(plant);
  const std::size_t at = out.find(place);
  EXPECT_NE(at, std::string::npos) << place;
  EXPECT_EQ(out.find(place, at + 1), std::string::npos) << "more than once: " << place;
  return at == std::string::npos ? out : out.replace(at, place.size(), rewritten);
}

std::vector<json::Document> documents(std::string_view yaml) {
  auto out = json::parse_yaml(yaml, "plant.yaml");
  EXPECT_TRUE(out) << out.error().text.en;
  return out ? *out : std::vector<json::Document>{};
}

std::expected<Composed, Faults> check(std::string_view yaml) { return check_documents({}, documents(yaml)); }

std::vector<std::string> mistakes(std::string_view yaml) {
  const auto checked = check(yaml);
  return checked ? std::vector<std::string>{} : in_english(checked.error(), true);
}

std::vector<std::string> advice(std::string_view yaml) {
  const auto checked = check(yaml);
  return checked ? in_english(checked->advice, true) : in_english(checked.error(), true);
}

std::string mistake_with(std::string_view place, std::string_view rewritten) {
  const auto checked = check(with(place, rewritten));
  return checked ? "" : fmt::format("{}", fmt::join(in_english(checked.error(), false), "\n"));
}

std::string advice_with(std::string_view place, std::string_view rewritten) {
  const auto checked = check(with(place, rewritten));
  return checked ? fmt::format("{}", fmt::join(in_english(checked->advice, false), "\n"))
                 : fmt::format("{}", fmt::join(in_english(checked.error(), false), "\n"));
}

}  // namespace jidoka::plant::sample
