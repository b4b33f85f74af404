// Mistakes in control plans.
#include <gtest/gtest.h>

#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using sample::advice_with;
using sample::mistake_with;

TEST(CheckPlan, NamesWhatExists) {
  EXPECT_EQ(mistake_with("part: HOUSING-A", "part: HOUSING-B"),
            "There is no material \"HOUSING-B\". Did you mean \"HOUSING-A\"?");
  EXPECT_EQ(
      mistake_with("operation: OP10\n    characteristic: {id: melt", "operation: OP1\n    characteristic: {id: melt"),
      "line 10.1: there is no operation \"OP1\". Did you mean \"OP10\"?");
  EXPECT_EQ(mistake_with("{tag: melt_temp}", "{tag: melt_tmep}"),
            "line 10.1: the equipment IM-01 has no tag \"melt_tmep\". Did you mean \"melt_temp\"?");
  EXPECT_EQ(mistake_with("{tag: melt_temp}", "{tag: humidity}"),
            "line 10.1: the equipment IM-01 has no tag \"humidity\". Add it to the tags of IM-01.");
  EXPECT_EQ(mistake_with("{tag: melt_temp}", "{tag: melt_temp, at: [IM-10]}"),
            "line 10.1: there is no equipment \"IM-10\". Did you mean \"IM-01\"?");
}

TEST(CheckPlan, HasLinesAndARevision) {
  EXPECT_EQ(mistake_with("revision: 3", "revision: 0"), "Revision 0 cannot be. Count from 1.");
  const std::string text = sample::text();
  EXPECT_EQ(mistake_with(text.substr(text.find("lines:")), "lines: []"),
            "The plan has no lines and would judge nothing. Add one.");
  EXPECT_EQ(mistake_with("id: \"10.2\"", "id: \"10.1\""),
            "line 10.1: the plan has another line 10.1. Give one of them another id.");
  EXPECT_EQ(mistake_with("id: \"10.2\"", "id: \"10 2\""),
            "\"10 2\" cannot be an id. Use 1 to 64 letters, digits and - _ . : +, without spaces.");
}

TEST(CheckPlan, JudgesACharacteristicOfAStreamOnce) {
  EXPECT_EQ(
      mistake_with("characteristic: {id: bore_diameter, class: SC}\n    specification: {target: 24.000, lower: "
                   "23.980, upper: 24.020, uom: mm}",
                   "characteristic: {id: melt_temperature}\n    readings: {tag: melt_temp}\n    specification: {upper: "
                   "240, uom: Cel}"),
      "line 10.2: line 10.1 of CP-HOUSING-A already judges melt_temperature of IM-01/melt_temp. Remove one of the "
      "two, or part them by readings.at.");
}

TEST(CheckPlan, PartsAndOperationsDoNotShareAStream) {
  const auto another_plan = [](const std::string& part, const std::string& operation, const std::string& id) {
    return "\n---\nkind: control_plan\nid: CP-Z\npart: " + part +
           "\nlines:\n  - id: \"5\"\n    operation: " + operation + "\n    characteristic: {id: " + id +
           "}\n    specification: {upper: 240, uom: Cel}\n" + "    readings: {tag: melt_temp, at: [IM-01]}\n";
  };
  const auto judged = [](const std::string& part) {
    return "plant.yaml:101:26  line 5: line 10.1 of CP-HOUSING-A already judges every reading of IM-01/melt_temp, "
           "for " +
           part +
           " at OP10. Read a tag of its own here (readings.tag), part the two by readings.at, or keep one of them in "
           "force at a time.";
  };
  const auto mistakes = [&](const std::string& part, const std::string& operation, const std::string& id) {
    return sample::mistakes(sample::text() + another_plan(part, operation, id));
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(mistakes("RESIN-PA66", "OP10", "melt_temperature"), List{judged("HOUSING-A")});
  EXPECT_EQ(mistakes("RESIN-PA66", "OP10", "melt_temperature_b"), List{judged("HOUSING-A")})
      << "under another name too";
  EXPECT_EQ(mistakes("HOUSING-A", "OP20", "melt_temperature_b"), List{judged("HOUSING-A")});
  EXPECT_EQ(mistakes("HOUSING-A", "OP10", "melt_temperature_b"), List{}) << "one part and operation, two lines";
}

TEST(CheckPlan, LineWithoutATagOpensAStreamInTheUnitOfItsSpecification) {
  EXPECT_EQ(mistake_with("id: bore_diameter", "id: bore_roundness"), "");
  EXPECT_EQ(
      advice_with("id: bore_diameter", "id: presure"),
      "line 10.2: the equipment IM-01 has no tag \"presure\", so the line opens a stream of that name. If you meant "
      "\"pressure\", write `readings: {tag: pressure}`.");
  EXPECT_EQ(
      advice_with("    specification: {target: 24.000, lower: 23.980, upper: 24.020, uom: mm}\n", ""),
      "line 10.2: no unit of measure is known for IM-01/bore_diameter, so its readings count as bare numbers. Add it "
      "to the tags of IM-01.");
}

TEST(CheckPlan, TwoLinesThatOpenAStreamAgreeOnItsUnit) {
  EXPECT_EQ(
      mistake_with("lines:\n",
                   "lines:\n  - id: \"9\"\n    operation: OP10\n    characteristic: {id: bore_diameter}\n    "
                   "specification: {upper: 5, uom: N}\n"),
      "line 10.2: line 9 of CP-HOUSING-A already judges bore_diameter of IM-01/bore_diameter. Remove one of the two, "
      "or part them by readings.at.\nline 10.2: limits in \"mm\" cannot judge IM-01/bore_diameter, which is in \"N\". "
      "Use that unit, or one that converts.");
}

TEST(CheckSpecification, LimitsLeaveRoomForTheTarget) {
  EXPECT_EQ(mistake_with("lower: 227, upper: 233", "lower: 233, upper: 227"),
            "line 10.1: lower 233 is above upper 227. Swap them, or leave one out for a one-sided specification.");
  EXPECT_EQ(mistake_with("lower: 227, upper: 233", "lower: 230, upper: 230"),
            "line 10.1: lower and upper are both 230, which leaves no tolerance. Set them apart.");
  EXPECT_EQ(mistake_with("lower: 227, upper: 233, ", ""),
            "line 10.1: the specification has no limit. Give lower, upper or both.");
  EXPECT_EQ(mistake_with("target: 230, lower", "target: 226.5, lower"),
            "line 10.1: target 226.5 is below lower 227. Move it inside the limits.");
  EXPECT_EQ(mistake_with("target: 230, lower", "target: 234, lower"),
            "line 10.1: target 234 is above upper 233. Move it inside the limits.");
  EXPECT_EQ(mistake_with("lower: 227, upper: 233", "upper: 233"), "");
}

TEST(CheckSpecification, UnitConvertsToThatOfTheTag) {
  EXPECT_EQ(
      mistake_with("upper: 233, uom: Cel", "upper: 233, uom: bar"),
      "line 10.1: limits in \"bar\" cannot judge IM-01/melt_temp, which is in \"Cel\". Use that unit, or one that "
      "converts.");
  EXPECT_EQ(mistake_with("upper: 233, uom: Cel", "upper: 233, uom: °C"),
            "line 10.1: the unit of measure: \"°C\" is not a unit of measure in UCUM: write \"Cel\".");
  EXPECT_EQ(mistake_with("target: 230, lower: 227, upper: 233, uom: Cel",
                         "target: 503.15, lower: 500.15, upper: 506.15, uom: K"),
            "");
  EXPECT_EQ(mistake_with("upper: 233, uom: Cel", "upper: 233"),
            "line 10.1: \"lines[0].specification\" needs the field \"uom\".");
}

TEST(CheckSpecification, LimitBeyondTheRangeIsWorthAWord) {
  EXPECT_EQ(
      advice_with("upper: 233", "upper: 400"),
      "line 10.1: upper 400 stands at or beyond the range of IM-01/melt_temp, so that no reading can pass it. Widen "
      "the range.");
  EXPECT_EQ(
      advice_with("lower: 227", "lower: -5"),
      "line 10.1: lower -5 stands at or beyond the range of IM-01/melt_temp, so that no reading can pass it. Widen "
      "the range.");
}

TEST(CheckChart, SubgroupFitsTheChart) {
  EXPECT_EQ(
      mistake_with("    readings: {tag: melt_temp}\n", "    readings: {tag: melt_temp}\n    sample: {size: 3}\n"),
      "line 10.1: an i-mr chart takes single values, but the sample size is 3. Use xbar-r, or a sample size of 1.");
  EXPECT_EQ(
      mistake_with("size: 5", "size: 1"),
      "line 10.2: an xbar-r chart needs subgroups of 2 to 25 values, but the sample size is 1. Set sample.size, or "
      "use i-mr.");
  EXPECT_EQ(mistake_with("size: 5", "size: 26"), "line 10.2: a sample of 26 cannot be. Take 1 to 25 values.");
  EXPECT_EQ(mistake_with("size: 5", "size: 0"), "line 10.2: a sample of 0 cannot be. Take 1 to 25 values.");
  EXPECT_EQ(mistake_with("every: 30min", "every: 0s"),
            "line 10.2: the time between samples must be longer than 0, such as 30min.");
  EXPECT_EQ(mistake_with("size: 5", "size: 25"), "");
  EXPECT_EQ(advice_with("size: 5", "size: 8"), "");
  EXPECT_EQ(advice_with("size: 5", "size: 9"),
            "line 10.2: the range says little about subgroups of 9. An xbar-s chart is better from 9 values on.");
  EXPECT_EQ(advice_with("type: xbar-r, rules: [we1, we2, we3, we4]", "type: xbar-s, rules: [nelson1, nelson3]"), "");
  EXPECT_EQ(mistake_with("type: xbar-r", "type: p, items: 50"),
            "line 10.2: a p chart takes single values, but the sample size is 5. Use xbar-r, or a sample size of 1.");
}

TEST(CheckChart, TuningIsWhatTheTypeCanHave) {
  EXPECT_EQ(mistake_with("type: i-mr", "type: ewma, lambda: 0.1, l: 2.7"), "");
  EXPECT_EQ(mistake_with("type: i-mr", "type: ewma, lambda: 2"),
            "line 10.1: Lambda is 0.01 to 1; 0.05 to 0.25 is usual.");
  EXPECT_EQ(mistake_with("type: i-mr", "type: cusum, h: 0"),
            "line 10.1: h is above 0, at most 1000 standard errors; 4 or 5 is usual.");
  EXPECT_EQ(mistake_with("type: i-mr", "type: moving-average, span: 300"),
            "line 10.1: a moving average spans 2 to 7 subgroups, not 300.");
  EXPECT_EQ(mistake_with("type: i-mr", "type: u, items: 0"),
            "line 10.1: a count of 0 items cannot be. Take 1 to 1000000000.");
}

TEST(CheckChart, RulesAreKnownAndGivenOnce) {
  EXPECT_EQ(mistake_with("rules: [we1]", "rules: [we5]"),
            "line 10.1: \"lines[0].chart.rules[0]\" cannot be the text \"we5\". Did you mean \"we1\"?");
  EXPECT_EQ(mistake_with("rules: [we1]", "rules: [nelson]"),
            "line 10.1: \"lines[0].chart.rules[0]\" cannot be the text \"nelson\". Did you mean \"nelson1\"?");
  EXPECT_EQ(mistake_with("rules: [we1]", "rules: [we1, we1]"), "line 10.1: the rule we1 is listed twice. Remove one.");
  EXPECT_EQ(mistake_with("rules: [we1]", "rules: []"),
            "line 10.1: the chart has no rule and could never signal. Name at least we1.");
}

TEST(CheckChart, LimitsAreLearntOrGiven) {
  const std::string either =
      "line 10.1: control limits come either from learn alone, or from mean and sigma together. Give one of the two.";
  EXPECT_EQ(mistake_with("{learn: 100}", "{}"), either);
  EXPECT_EQ(mistake_with("{learn: 100}", "{learn: 100, mean: 230, sigma: 1}"), either);
  EXPECT_EQ(mistake_with("{learn: 100}", "{mean: 230}"), either);
  EXPECT_EQ(mistake_with("{learn: 100}", "{mean: 230, sigma: 0}"),
            "line 10.1: sigma 0 must be above 0: it is the standard deviation of single values.");
  EXPECT_EQ(mistake_with("{learn: 100}", "{mean: 1e305, sigma: 1}"),
            "line 10.1: mean 1e+305 is more than a chart can hold. Keep it within ±1e300.");
  EXPECT_EQ(mistake_with("{learn: 100}", "{mean: 230, sigma: 1e301}"),
            "line 10.1: sigma 1e+301 is more than a chart can hold. Keep it at most 1e300.");
  const std::string left_out = "left_out: [{time: 2026-03-02T08:00:00Z, reason: ";
  EXPECT_EQ(mistake_with("{learn: 100}", "{mean: 230, sigma: 1, " + left_out + "''}]}"),
            "line 10.1: a subgroup is left out only for a cause. Write the cause that was found and mended.");
  EXPECT_EQ(mistake_with("{learn: 100}", "{learn: 100, " + left_out + "heater}]}"),
            "line 10.1: limits that are learnt take every point. Give mean and sigma, or remove left_out.");
  EXPECT_EQ(
      mistake_with("learn: 100", "learn: 19"),
      "line 10.1: limits from 19 points are not to be trusted. Learn from at least 20; 25 subgroups or 100 single "
      "values are usual.");
  EXPECT_EQ(mistake_with("learn: 100", "learn: 20"), "");
  EXPECT_EQ(mistake_with("learn: 100", "learn: 1000001"),
            "line 10.1: learning from 1000001 points would take too long. Take at most 1000000.");
}

TEST(CheckReactions, ReactToWhatTheLineCanSay) {
  EXPECT_EQ(mistake_with("    chart: {type: i-mr, rules: [we1], limits: {learn: 100}}\n", ""),
            "line 10.1: a signal comes from a control chart, and the line has none. Add `chart`, or react when "
            "out_of_specification.");
  EXPECT_EQ(mistake_with("    specification: {target: 230, lower: 227, upper: 233, uom: Cel}\n", ""),
            "line 10.1: nothing can be out of specification, for the line has none. Add `specification`, or react when "
            "signal.");
  EXPECT_EQ(mistake_with("      - when: signal\n        do: [{alarm: {priority: medium}}]",
                         "      - when: out_of_specification\n        do: [{alarm: {priority: medium}}]"),
            "line 10.1: the line reacts to out_of_specification twice. Put all actions in one reaction.");
  const std::string text = sample::text();
  EXPECT_EQ(mistake_with(text.substr(text.find("    specification: {target: 24")), ""),
            "line 10.2: nothing is judged here. Add `specification`, `chart` or both.");
}

TEST(CheckReactions, EachActionIsOneThing) {
  EXPECT_EQ(mistake_with("do: [{alarm: {priority: medium}}]", "do: []"),
            "line 10.1: the reaction does nothing. Name at least one of hold, stop, alarm, notify, command.");
  EXPECT_EQ(mistake_with("do: [{alarm: {priority: medium}}]", "do: [{}]"),
            "line 10.1: this action says nothing. Name one of hold, stop, alarm, notify, command.");
  EXPECT_EQ(
      mistake_with("{hold: {scope: lot}}, {alarm: {priority: high}}", "{hold: {scope: lot}, alarm: {priority: high}}"),
      "line 10.2: one action is to do several things (hold, alarm). Give each its own \"- \".");
  EXPECT_EQ(mistake_with("{alarm: {priority: medium}}", "{alarn: {priority: medium}}"),
            "line 10.1: \"lines[0].reactions[1].do[0]\" has no field \"alarn\". Did you mean \"alarm\"?");
}

TEST(CheckReactions, HoldsCoverSomething) {
  EXPECT_EQ(mistake_with("scope: lot", "scope: lots"),
            "line 10.2: \"lines[1].reactions[0].do[0].hold.scope\" cannot be the text \"lots\". Did you mean \"lot\"?");
  EXPECT_EQ(
      mistake_with("scope: lot", "scope: lot, since: now"),
      "line 10.2: `since` says where an exposure begins, but the scope is lot. Remove `since`, or hold the exposure.");
  std::string yaml = sample::with("scope: lot", "scope: unit");
  yaml.replace(yaml.find("zh: 壳体A}"), std::string("zh: 壳体A}").size(), "zh: 壳体A}\ntracked_by: lot");
  const auto checked = sample::check(yaml);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().at(0).text.en,
            "line 10.2: a unit cannot be held: HOUSING-A is tracked by lot. Use scope lot or exposure.");
  EXPECT_EQ(checked.error().at(0).text.zh,
            "第 10.2 行：HOUSING-A 按批次追溯，无法按单件冻结。请将 scope 设为 lot 或 exposure。");
}

TEST(CheckReactions, ExposureNeedsEquipmentThatRunsTheOperation) {
  EXPECT_EQ(
      mistake_with("id: bore_diameter, class: SC}", "id: bore_diameter, class: SC}\n    readings: {at: [LINE-1]}"), "");
  std::string yaml =
      sample::with("id: bore_diameter, class: SC}", "id: bore_diameter, class: SC}\n    readings: {at: [LINE-1]}");
  yaml.replace(yaml.find("scope: lot"), 10, "scope: exposure");
  const auto checked = sample::check(yaml);
  ASSERT_FALSE(checked);
  EXPECT_EQ(
      checked.error().at(0).text.en,
      "line 10.2: an exposure of LINE-1 holds nothing, for OP10 does not run there. Use scope unit or lot, or read at "
      "the equipment of OP10.");
}

TEST(CheckReactions, StopsAndCommandsReachTheEquipment) {
  EXPECT_EQ(
      mistake_with("commands: [stop, set_point]", "commands: [set_point]"),
      "line 10.1: the equipment IM-01 has no command \"stop\". Add `stop` to its commands, or take another action.");
  EXPECT_EQ(mistake_with("stop: equipment", "stop: line"),
            "line 10.1: \"line\" cannot be stopped. Write `stop: equipment`.");
  EXPECT_EQ(mistake_with("command: set_point", "command: set_piont"),
            "line 10.1: the equipment IM-01 has no command \"set_piont\". Did you mean \"set_point\"?");
  EXPECT_EQ(mistake_with("target: gateway\n", ""),
            "line 10.1: the command has no way to IM-01. Give the equipment a target, or name one here.");
  EXPECT_EQ(mistake_with("command: set_point,", "command: set_point, target: gatway,"),
            "line 10.1: there is no target \"gatway\". Did you mean \"gateway\"?");
}

TEST(CheckReactions, PeopleWhoAreToldExistAndHaveTime) {
  EXPECT_EQ(mistake_with("role: shift_leader", "role: shift_leadr"),
            "line 10.1: there is no role \"shift_leadr\". Did you mean \"shift_leader\"?");
  EXPECT_EQ(mistake_with("to: plant_manager", "to: plant_manger"),
            "line 10.1: there is no role \"plant_manger\". Did you mean \"plant_manager\"?");
  EXPECT_EQ(mistake_with("after: 5min", "after: 0s"),
            "line 10.1: escalation needs some time to answer first. Give `after` more than 0, such as 5min.");
}

TEST(NotYet, WordsThatThisVersionDoesNotRunAreNotIgnored) {
  EXPECT_EQ(mistake_with("{hold: {scope: lot}}", "{open: capa}"),
            "line 10.2: `open` is not supported yet. Use notify, so that somebody with the role opens the case.");
  EXPECT_EQ(mistake_with("{hold: {scope: lot}}", "{require_check: \"10.1\"}"),
            "line 10.2: `require_check` is not supported yet. Use alarm or notify to ask for the check.");
  EXPECT_EQ(
      mistake_with("    sample: {size: 5", "    capability: {cpk: 1.67, n: 125}\n    sample: {size: 5"),
      "line 10.2: `capability` is not supported yet. Remove it; the chart's signals show when the process shifts or "
      "spreads.");
  EXPECT_EQ(mistake_with("    sample: {size: 5", "    missed: {block: OP20}\n    sample: {size: 5"),
            "line 10.2: `missed` is not supported yet. Remove it; sample.every says how often to measure, but a missed "
            "check blocks nothing.");
  EXPECT_EQ(mistake_with("every: 30min", "every: 30min, also: [changeover]"),
            "line 10.2: `also` is not supported yet. Remove it and keep size and every.");
  EXPECT_EQ(
      mistake_with("every: 30min", "every: 30min, gauge_class: bore_gauge"),
      "line 10.2: `gauge_class` is not supported yet. Remove it, and name the measuring equipment in readings.at.");
  EXPECT_EQ(mistake_with("type: xbar-r", "type: g"),
            "line 10.2: a plan cannot run g charts; `jidoka spc` draws them over a file. Use i-mr for single values, "
            "xbar-r for subgroups.");
  EXPECT_EQ(mistake_with("type: xbar-r", "type: xbarr"),
            "line 10.2: \"lines[1].chart.type\" cannot be the text \"xbarr\". Did you mean \"xbar-r\"?");
}

TEST(NotYet, ConditionsAreNotIgnored) {
  EXPECT_EQ(mistake_with("      - when: signal\n        do: [{hold", "      - when: cpk < 1.33\n        do: [{hold"),
            "line 10.2: conditions such as `cpk < 1.33` are not supported yet. Use out_of_specification or signal.");
  EXPECT_EQ(mistake_with("      - when: signal\n        do: [{hold", "      - when: signals\n        do: [{hold"),
            "line 10.2: \"lines[1].reactions[0].when\" cannot be the text \"signals\". Did you mean \"signal\"?");
}

}  // namespace
}  // namespace jidoka::plant
