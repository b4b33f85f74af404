// A control plan (AIAG, IATF 16949) is a program: line by line what is judged, against what, and what then happens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "plant/reaction.h"
#include "spc/chart_spec.h"

namespace jidoka::plant {

enum class CharacteristicKind : std::uint8_t { process, product };
constexpr auto describe_enum(const CharacteristicKind*) {
  return json::names<CharacteristicKind>(
      {{CharacteristicKind::process, "process"}, {CharacteristicKind::product, "product"}});
}
struct Characteristic {
  std::string id;
  CharacteristicKind kind = CharacteristicKind::product;
  std::optional<std::string> special_class;  // "class" in files: CC, SC
  std::optional<Text> name;
};
constexpr auto describe(const Characteristic*) {
  using json::defaulted, json::field;
  return json::type<Characteristic>("Characteristic", "What is judged",
                                    field("id", &Characteristic::id, "bore_diameter"),
                                    defaulted("kind", &Characteristic::kind, "Of the process or of the product"),
                                    field("class", &Characteristic::special_class, "CC (critical) or SC (significant)"),
                                    field("name", &Characteristic::name));
}

struct Specification {
  std::optional<double> target;
  std::optional<double> lower;
  std::optional<double> upper;
  std::string uom = "1";
  std::optional<double> deadband = {};  // ISA-18.2: how far inside the limits an excursion ends
};
constexpr auto describe(const Specification*) {
  using json::field;
  return json::type<Specification>("Specification", "What is right, limits included; one limit alone is one-sided",
                                   field("target", &Specification::target), field("lower", &Specification::lower),
                                   field("upper", &Specification::upper),
                                   field("deadband", &Specification::deadband,
                                         "An excursion ends so far inside the limit that it passed; 0 by default"),
                                   field("uom", &Specification::uom, "Unit of measure of the limits, a UCUM code"));
}

struct Readings {
  std::optional<std::string> tag;  // default: the characteristic's id
  std::vector<std::string> at;     // default: every equipment of the operation
};
constexpr auto describe(const Readings*) {
  using json::defaulted, json::field;
  return json::type<Readings>("Readings", "Which streams a line judges",
                              field("tag", &Readings::tag, "The characteristic's id by default"),
                              defaulted("at", &Readings::at, "Every equipment of the operation by default"));
}

struct Sample {
  std::int64_t size = 1;
  std::optional<Duration> every;
};
constexpr auto describe(const Sample*) {
  using json::defaulted, json::field;
  return json::type<Sample>("SampleSize", "How many are measured, and how often",
                            defaulted("size", &Sample::size, "Values in a subgroup"),
                            field("every", &Sample::every, "30min"));
}

struct LeftOut {  // of the subgroups that limits were worked out from
  Instant time;
  std::string reason;
};
constexpr auto describe(const LeftOut*) {
  using json::field;
  return json::type<LeftOut>("LeftOut", "A subgroup that the limits were worked out without",
                             field("time", &LeftOut::time, "Of the subgroup"),
                             field("reason", &LeftOut::reason, "The cause that was found and mended"));
}
struct ChartLimits {  // either learn, or mean and sigma
  std::optional<std::int64_t> learn;
  std::optional<double> mean;
  std::optional<double> sigma;
  std::optional<std::string> reason;  // the revision itself says who approved it, and since when
  std::vector<LeftOut> left_out;
};
constexpr auto describe(const ChartLimits*) {
  using json::defaulted, json::field;
  return json::type<ChartLimits>(
      "ChartLimits", "Where control limits come from: learn alone, or mean and sigma",
      field("learn", &ChartLimits::learn, "From the first so many points, at least 20"),
      field("mean", &ChartLimits::mean, "Mean of the stable process"),
      field("sigma", &ChartLimits::sigma, "Standard deviation of single values; for counts, of what is plotted"),
      field("reason", &ChartLimits::reason, "Why the limits are what they are"),
      defaulted("left_out", &ChartLimits::left_out, "Subgroups of phase 1 with a known cause"));
}
struct Chart {
  spc::ChartType type = spc::ChartType::i_mr;
  std::vector<spc::Rule> rules{spc::Rule::we1};
  ChartLimits limits;
  std::optional<double> lambda, l;    // ewma
  std::optional<double> k, h;         // cusum
  std::optional<bool> fir;            // cusum
  std::optional<std::int64_t> span;   // moving-average
  std::optional<std::int64_t> items;  // p, np, u
};
spc::ChartTuning tuning_of(const Chart& chart);  // with what is usual where the plan says nothing
constexpr auto describe(const Chart*) {
  using json::defaulted, json::field;
  return json::type<Chart>("Chart", "A control chart", field("type", &Chart::type),
                           defaulted("rules", &Chart::rules, "Run rules; we1 alone by default"),
                           field("limits", &Chart::limits),
                           field("lambda", &Chart::lambda, "ewma: weight of the newest point; 0.2 by default"),
                           field("l", &Chart::l, "ewma: limits in standard errors; 3 by default"),
                           field("k", &Chart::k, "cusum: allowance in standard errors; 0.5 by default"),
                           field("h", &Chart::h, "cusum: decision interval in standard errors; 5 by default"),
                           field("fir", &Chart::fir, "cusum: begin at h/2"),
                           field("span", &Chart::span, "moving-average: subgroups in it; 3 by default"),
                           field("items", &Chart::items, "p, np, u: items, or areas, behind each count"));
}

struct ControlPlanLine {
  std::string id;
  std::string operation;
  Characteristic characteristic;
  std::optional<Specification> specification;
  Readings readings;
  Sample sample;
  std::optional<Chart> chart;
  std::vector<Reaction> reactions;
};
constexpr auto describe(const ControlPlanLine*) {
  using json::defaulted, json::field;
  using Line = ControlPlanLine;
  return json::type<Line>("ControlPlanLine", "One characteristic, how it is judged and what then happens",
                          field("id", &Line::id, "10.1"), field("operation", &Line::operation),
                          field("characteristic", &Line::characteristic), field("specification", &Line::specification),
                          defaulted("readings", &Line::readings), defaulted("sample", &Line::sample),
                          field("chart", &Line::chart), defaulted("reactions", &Line::reactions));
}

enum class Phase : std::uint8_t { prototype, pre_launch, safe_launch, production };
constexpr auto describe_enum(const Phase*) {
  return json::names<Phase>({{Phase::prototype, "prototype"},
                             {Phase::pre_launch, "pre_launch"},
                             {Phase::safe_launch, "safe_launch"},
                             {Phase::production, "production"}});
}
// shadow: judge beside the plan in force, and mark what is found; observe: record; advise: also alarm and notify;
// enforce: also hold, stop, command.
enum class Mode : std::uint8_t { shadow, observe, advise, enforce };
constexpr auto describe_enum(const Mode*) {
  return json::names<Mode>(
      {{Mode::shadow, "shadow"}, {Mode::observe, "observe"}, {Mode::advise, "advise"}, {Mode::enforce, "enforce"}});
}

struct ControlPlan {
  std::string id;
  std::string part;
  std::int64_t revision = 1;
  Phase phase = Phase::production;
  Mode mode = Mode::enforce;
  std::vector<ControlPlanLine> lines;
};
constexpr auto describe(const ControlPlan*) {
  using json::defaulted, json::field;
  return json::type<ControlPlan>(
      "ControlPlan", "What is judged on a part, and what happens when it is not right",
      field("id", &ControlPlan::id, "CP-HOUSING-A"), field("part", &ControlPlan::part, "A material"),
      defaulted("revision", &ControlPlan::revision, "One more with every change"),
      defaulted("phase", &ControlPlan::phase),
      defaulted("mode", &ControlPlan::mode,
                "shadow: judge beside another plan and mark what is found; observe: record; advise: also alarm and "
                "notify; enforce: also hold, stop and command"),
      field("lines", &ControlPlan::lines));
}

}  // namespace jidoka::plant
