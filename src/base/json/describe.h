// One description of a type. A struct says once what its fields are; JSON in and out, OpenAPI and JSON Schema,
// and the columns of tables come from that description.
//
//   struct Hold { std::string id; HoldState state; std::optional<Instant> released_at; };
//   constexpr auto describe(const Hold*) {
//     return json::type<Hold>("Hold", "What may not move on, and why",
//                             json::field("id", &Hold::id, "H-17"),
//                             json::field("state", &Hold::state, ""),
//                             json::field("released_at", &Hold::released_at, ""));
//   }
//   constexpr auto describe_enum(const HoldState*) {
//     return json::names<HoldState>({{HoldState::active, "active"}, {HoldState::released, "released"}});
//   }
// Both are found by argument-dependent look-up, so they stand in the type's own namespace.
//
// A std::optional may be absent; a defaulted() field keeps its initial value when absent; every other field is
// required. Fields may be: bool, integers, double, std::string, Instant, Duration, Decimal, Text, Raw, enums with
// names, described structs, and std::optional, std::vector and std::map<std::string, …> of these.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace jidoka::json {

// A JSON text carried as it is: valid, compact, UTF-8.
struct Raw {
  std::string text = "null";
  friend bool operator==(const Raw&, const Raw&) = default;
};

template <class Owner, class Member>
struct Field {
  std::string_view name;
  Member Owner::* member;
  std::string_view doc;
  bool required;
};

template <class Owner, class Member>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::* member, std::string_view doc = {}) {
  return {name, member, doc, true};
}
template <class Owner, class Member>
constexpr Field<Owner, Member> defaulted(std::string_view name, Member Owner::* member, std::string_view doc = {}) {
  return {name, member, doc, false};
}

template <class T, class... Fields>
struct Description {
  std::string_view name;
  std::string_view doc;
  std::tuple<Fields...> fields;
};

template <class T, class... Fields>
constexpr Description<T, Fields...> type(std::string_view name, std::string_view doc, Fields... fields) {
  return {name, doc, std::tuple<Fields...>(fields...)};
}

template <class E, std::size_t N>
struct Names {
  std::array<std::pair<E, std::string_view>, N> rows;
};
template <class E, std::size_t N>
constexpr Names<E, N> names(const std::pair<E, std::string_view> (&rows)[N]) {
  return {std::to_array(rows)};
}

template <class T>
concept Described = requires { describe(static_cast<const T*>(nullptr)); };
template <class E>
concept NamedEnum = requires { describe_enum(static_cast<const E*>(nullptr)); };

template <Described T>
constexpr auto description() {
  return describe(static_cast<const T*>(nullptr));
}

// Calls visit(field) for each field in order.
template <Described T, class Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&](const auto&... f) { (visit(f), ...); }, description<T>().fields);
}

template <NamedEnum E>
constexpr std::string_view enum_name(E value) {
  for (const auto& [row, name] : describe_enum(static_cast<const E*>(nullptr)).rows)
    if (row == value) return name;
  return {};
}

}  // namespace jidoka::json
