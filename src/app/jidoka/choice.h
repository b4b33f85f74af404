// A word of the command line that is one of a list: the names of a described enum. Another is refused with the list.
//
//   TRY(settings.method, chosen<study::GaugeMethod>("anova", "method"));
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "core/result.h"
#include "json/describe.h"

namespace jidoka::app {

template <json::NamedEnum E>
std::string choices() {
  std::string known;
  for (const auto& [value, name] : describe_enum(static_cast<const E*>(nullptr)).rows)
    known += (known.empty() ? "" : ", ") + std::string(name);
  return known;
}

template <json::NamedEnum E>
Result<E> chosen(std::string_view word, const char* option) {
  for (const auto& [value, name] : describe_enum(static_cast<const E*>(nullptr)).rows)
    if (name == word) return value;
  return fail(Code::invalid, "unknown-word",
              {fmt::format("--{} {} is not known. It is one of: {}.", option, word, choices<E>()),
               fmt::format("--{} 不支持“{}”，可选：{}。", option, word, choices<E>())},
              option);
}

}  // namespace jidoka::app
