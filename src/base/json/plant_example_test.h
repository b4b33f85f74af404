// Described types that the tests of this module share: small, but with every kind of field.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"

namespace example {

enum class State { active, released };
constexpr auto describe_enum(const State*) {
  return jidoka::json::names<State>({{State::active, "active"}, {State::released, "released"}});
}

struct Limits {
  double lower = 0;
  double upper = 0;
  std::optional<std::string> uom;
  friend bool operator==(const Limits&, const Limits&) = default;
};
constexpr auto describe(const Limits*) {
  return jidoka::json::type<Limits>(
      "Limits", "Between what a value may lie", jidoka::json::field("lower", &Limits::lower, "the least"),
      jidoka::json::field("upper", &Limits::upper), jidoka::json::field("uom", &Limits::uom, "UCUM code"));
}

struct Hold {
  std::string id;
  State state = State::active;
  std::optional<jidoka::Instant> released_at;
  jidoka::Duration after;
  jidoka::Decimal quantity;
  jidoka::Text name;
  jidoka::json::Raw extra;
  bool urgent = false;
  std::int32_t count = 7;
  std::uint64_t serial = 0;
  std::vector<Limits> limits;
  std::map<std::string, double> values;
  friend bool operator==(const Hold&, const Hold&) = default;
};
constexpr auto describe(const Hold*) {
  using jidoka::json::defaulted;
  using jidoka::json::field;
  return jidoka::json::type<Hold>(
      "Hold", "What may not move on, and why", field("id", &Hold::id, "H-17"), field("state", &Hold::state),
      field("released_at", &Hold::released_at), defaulted("after", &Hold::after),
      defaulted("quantity", &Hold::quantity), defaulted("name", &Hold::name), defaulted("extra", &Hold::extra),
      defaulted("urgent", &Hold::urgent), defaulted("count", &Hold::count), defaulted("serial", &Hold::serial),
      defaulted("limits", &Hold::limits), defaulted("values", &Hold::values));
}

}  // namespace example
