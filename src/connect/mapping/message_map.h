// MessageMap: how the messages of one source become readings. The source's topic pattern and templates are compiled
// once; apply() then takes a topic and a payload and hands readings, or refusals with their reason, to sense::Intake.
//
//   TRY(mapping::MessageMap map, mapping::MessageMap::compile(source));
//   const mapping::Applied applied = map.apply(message.topic, message.payload, message.size, now, intake);
//
// A payload is one JSON object, a list of them, or a bare value ({payload}). {name} is what the topic binds, else a
// member; {a.b} reaches into an object. {key} and {value} range over all members that are numbers and that no other
// template names; {data.key} and {data.value} over those of `data`. A time is RFC 3339, or a number since 1970 whose
// size tells seconds, milliseconds, microseconds and nanoseconds apart (the years 1990 to 2200 do not overlap).
// A message that gives no reading gives one refusal, so nothing vanishes. One thread; an ordinary reading allocates
// nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "plant/message_template.h"
#include "plant/model.h"
#include "sense/intake.h"

namespace jidoka::mapping {

struct Applied {
  bool matched = false;  // the topic is the source's
  std::uint64_t readings = 0;
  std::uint64_t refusals = 0;  // of the message itself; what Intake refuses stands in its batch
  bool says_time = false;      // at least one reading had a time of its own
};

class MessageMap {
 public:
  static Result<MessageMap> compile(const plant::Source& source);
  ~MessageMap();
  MessageMap(MessageMap&&) noexcept;
  MessageMap& operator=(MessageMap&&) noexcept;

  const plant::TopicPattern& topic() const;
  bool maps_time() const;
  // `size` is the whole payload's, when only its beginning is at hand.
  Applied apply(std::string_view topic, std::string_view payload, std::size_t size, Instant received_at,
                sense::Intake& intake);
  // What each placeholder stood for in the last object, for people who try a mapping.
  std::vector<std::pair<std::string, std::string>> last_fields() const;

  static constexpr std::size_t longest_list = 100'000;  // readings of one message

 private:
  class Work;
  explicit MessageMap(std::unique_ptr<Work> work);
  std::unique_ptr<Work> work_;
};

// Of a number or text as messages have it; nothing when it is none.
std::optional<Instant> time_of(std::string_view text);

}  // namespace jidoka::mapping
