// What judgement says of a sample, with everything that made it: the rule, the points, the limits, the plan's revision,
// and the same in words of both languages. A sample that is fine gets no Verdict.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"

namespace jidoka::judge {

enum class VerdictKind : std::uint8_t { out_of_specification, signal };
constexpr auto describe_enum(const VerdictKind*) {
  return json::names<VerdictKind>(
      {{VerdictKind::out_of_specification, "out_of_specification"}, {VerdictKind::signal, "signal"}});
}

enum class Side : std::uint8_t { low, high, both };
constexpr auto describe_enum(const Side*) {
  return json::names<Side>({{Side::low, "low"}, {Side::high, "high"}, {Side::both, "both"}});
}

struct VerdictPoint {
  Instant time;
  double value = 0;
};
constexpr auto describe(const VerdictPoint*) {
  return json::type<VerdictPoint>("VerdictPoint", "A point that made a verdict",
                                  json::field("time", &VerdictPoint::time), json::field("value", &VerdictPoint::value));
}

// Of a control chart's panel, or of a specification (center is then the target).
struct VerdictLimits {
  std::optional<double> center;
  std::optional<double> lower;
  std::optional<double> upper;
  std::optional<double> sigma;  // of the plotted point
};
constexpr auto describe(const VerdictLimits*) {
  return json::type<VerdictLimits>(
      "VerdictLimits", "The limits in force", json::field("center", &VerdictLimits::center),
      json::field("lower", &VerdictLimits::lower), json::field("upper", &VerdictLimits::upper),
      json::field("sigma", &VerdictLimits::sigma));
}

struct Verdict {
  std::string id;      // "V-123"
  std::string stream;  // "IM-01/melt_temp"
  std::string equipment;
  std::string tag;
  Instant time;
  VerdictKind kind = VerdictKind::out_of_specification;
  std::vector<std::string> rules;  // we1 …; empty for out_of_specification
  std::string panel;               // location | spread; "value" for out_of_specification
  Side side = Side::high;
  std::vector<VerdictPoint> points;  // oldest first, at most 32
  VerdictLimits limits;
  std::optional<Instant> last_good;  // the newest sample before it that was fine by the same line
  std::optional<Instant> began;      // of a signal: the first point of the signals that go on without a break
  std::string plan;                  // "CP-HOUSING-A@3"
  std::string line;                  // "10.1"
  std::optional<bool> shadow = {};   // true: of a plan that only judges beside another; absent otherwise
  std::optional<bool> late = {};     // true: a reading that came late made it; absent otherwise
  std::optional<std::string> unit;
  std::optional<std::string> lot;
  std::string uom;
  Text text;
};
constexpr auto describe(const Verdict*) {
  using json::field;
  return json::type<Verdict>(
      "Verdict", "What judgement says of a sample, and why", field("id", &Verdict::id),
      field("stream", &Verdict::stream), field("equipment", &Verdict::equipment), field("tag", &Verdict::tag),
      field("time", &Verdict::time), field("kind", &Verdict::kind),
      field("rules", &Verdict::rules, "Run rules that fired, lowest first"),
      field("panel", &Verdict::panel, "location, spread or value"), field("side", &Verdict::side),
      field("points", &Verdict::points, "The points that made it, oldest first"), field("limits", &Verdict::limits),
      field("last_good", &Verdict::last_good),
      field("began", &Verdict::began, "Of a signal: since when its chart has been signalling without a break"),
      field("plan", &Verdict::plan, "Control plan and revision"), field("line", &Verdict::line),
      field("shadow", &Verdict::shadow, "true: of a plan that only judges beside the one in force, and did nothing"),
      field("late", &Verdict::late, "true: found only when a reading that came late was judged in its place"),
      field("unit", &Verdict::unit), field("lot", &Verdict::lot), field("uom", &Verdict::uom),
      field("text", &Verdict::text));
}

}  // namespace jidoka::judge
