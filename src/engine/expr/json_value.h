// Between JSON and values. Read: plain JSON (numbers without a point are int, others double), or the typed form that
// conformance tests use, {"t":"int","v":"5"}, {"t":"bytes","hex":"00ff"}, {"t":"map","v":[[key, value], …]}; also
// {"t":"series","v":[["2026-01-01T00:00:00Z", 231.2], …]}, which plain JSON cannot say. Written: plain JSON, where an
// int beyond 2^53 is a string, a double has a point or an exponent, NaN and the infinities are strings, bytes are
// hexadecimal, and the keys of a map are text.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "core/result.h"
#include "expr/arena.h"
#include "expr/type.h"
#include "expr/value.h"

namespace jidoka::expr {

// `field` names the place in the input for what is refused.
Result<Value> value_of_json(const boost::json::value& json, Arena& arena, const std::string& field);
// A value may hold the same list again and again; when the text is longer than this, it ends in the middle.
constexpr std::size_t longest_json = 16u << 20;
void append_json(std::string& out, const Value& value);
void append_typed_json(std::string& out, const Value& value);

// "list(int)", or as the conformance tests write it: {"list_type":{"elem_type":{"primitive":{"id":"INT64"}}}}. What is
// not known there is dyn.
Result<Type> type_of_json(const boost::json::value& json, const std::string& field);

}  // namespace jidoka::expr
