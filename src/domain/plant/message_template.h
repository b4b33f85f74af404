// The two small languages in which a source says how its messages become readings, and a target how commands become
// messages.
//
//   topic pattern   plant/+machine/data     `+name` binds one level, `#name` the rest; the names may be left out
//   template        "{machine}-{data.cell}" text with {names}; {name?} may be missing; a.b reaches into an object
// Both are parsed once; what is wrong with them is said in words for whoever wrote them.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace jidoka::plant {

struct TemplatePart {
  enum class Kind : std::uint8_t { text, name };
  Kind kind = Kind::text;
  std::string text;          // as it stands, or the name
  bool is_optional = false;  // {name?}
};
using MessageTemplate = std::vector<TemplatePart>;

std::expected<MessageTemplate, Text> parse_template(std::string_view text);

struct TopicLevel {
  enum class Kind : std::uint8_t { text, one, rest };
  Kind kind = Kind::text;
  std::string text;  // as it stands, or the name that it binds; empty: none
};
struct TopicPattern {
  std::string share;  // group of $share/group/…; empty: not shared
  std::vector<TopicLevel> levels;

  std::string filter() const;                   // as a broker wants it: plant/+/data
  std::vector<std::string_view> names() const;  // bound, in order
  // Whether the topic fits; `bound` gets what each name stands for, in the order of names(), as views into the topic.
  bool matches(std::string_view topic, std::vector<std::string_view>& bound) const;
};

std::expected<TopicPattern, Text> parse_topic(std::string_view text);

}  // namespace jidoka::plant
