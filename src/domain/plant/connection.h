// The outside: sources, where readings come from, and targets, where commands and messages go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "json/describe.h"

namespace jidoka::plant {

enum class UnknownStream : std::uint8_t { catalogue, quarantine };
constexpr auto describe_enum(const UnknownStream*) {
  return json::names<UnknownStream>(
      {{UnknownStream::catalogue, "catalogue"}, {UnknownStream::quarantine, "quarantine"}});
}

struct ReadingMap {  // templates with {placeholders} over what the source says
  std::string equipment;
  std::string tag;
  std::optional<std::string> value;
  std::optional<std::string> time;
  std::optional<std::string> uom;
  std::optional<std::string> unit;
  std::optional<std::string> lot;
};
constexpr auto describe(const ReadingMap*) {
  using json::field;
  return json::type<ReadingMap>("ReadingMap", "How a message becomes a reading: templates with {placeholders}",
                                field("equipment", &ReadingMap::equipment, "{machine}"),
                                field("tag", &ReadingMap::tag, "{key}"), field("value", &ReadingMap::value, "{value}"),
                                field("time", &ReadingMap::time, "{ts}"), field("uom", &ReadingMap::uom),
                                field("unit", &ReadingMap::unit, "{serial}"), field("lot", &ReadingMap::lot));
}

struct Source {
  std::string id;
  std::string from;  // http | line_protocol | file
  std::optional<ReadingMap> reading;
  UnknownStream unknown = UnknownStream::quarantine;
};
constexpr auto describe(const Source*) {
  using json::defaulted, json::field;
  return json::type<Source>("Source", "Where readings come from", field("id", &Source::id, "press-gateway"),
                            field("from", &Source::from, "http, line_protocol or file"),
                            field("reading", &Source::reading, "How its messages become readings"),
                            defaulted("unknown", &Source::unknown,
                                      "Streams that no equipment declares: recorded as uncontrolled, or quarantined"));
}

struct Target {  // where commands and messages go
  std::string id;
  std::string to = "webhook";
  std::string url;
  std::optional<std::string> secret_env;  // environment variable that holds the signing secret
};
constexpr auto describe(const Target*) {
  using json::defaulted, json::field;
  return json::type<Target>("Target", "Where commands and messages go", field("id", &Target::id, "line-plc"),
                            defaulted("to", &Target::to, "webhook"),
                            field("url", &Target::url, "https://gateway.plant/commands"),
                            field("secret_env", &Target::secret_env,
                                  "Environment variable that holds the secret with which requests are signed"));
}

}  // namespace jidoka::plant
