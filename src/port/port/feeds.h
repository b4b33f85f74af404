// Feeds: the connections that Jidoka opens itself to get readings (MQTT, Sparkplug), one for each source document. How
// each one stands, the last messages that arrived through it and what they became, and a trial of a mapping that
// touches nothing. All of it is memory of this run; any thread may ask, and no call blocks on the network.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "core/text.h"
#include "json/describe.h"
#include "plant/connection.h"
#include "sense/sample.h"

namespace jidoka::port {

enum class Link : std::uint8_t { off, connecting, connected };
constexpr auto describe_enum(const Link*) {
  return json::names<Link>({{Link::off, "off"}, {Link::connecting, "connecting"}, {Link::connected, "connected"}});
}

struct Away {        // a Sparkplug node or device that was heard here and has died since
  std::string name;  // Plant/Line1/IM-01
  Instant since;
  std::vector<std::string> streams;  // that it brought: IM-01/melt_temp
};

struct ConnectionView {
  Link state = Link::off;
  std::string address;           // mqtts://broker.plant:8883
  std::optional<Instant> since;  // when the present state began
  std::optional<Text> error;     // why it is not connected, or was not the last time
  std::uint64_t attempts = 0;    // since it last worked
  std::optional<Instant> retry_at;
  std::optional<Instant> last_worked_at;
  std::shared_ptr<const std::vector<Away>> away;  // by name; another pointer when it has changed, null: nobody
};
constexpr auto describe(const ConnectionView*) {
  using json::field;
  return json::type<ConnectionView>(
      "Connection", "How the connection that we open to a source stands", field("state", &ConnectionView::state),
      field("address", &ConnectionView::address), field("since", &ConnectionView::since, "When this state began"),
      field("error", &ConnectionView::error, "Why it does not work, or last did not; or what is wrong though it works"),
      field("attempts", &ConnectionView::attempts, "Since it last worked"),
      field("retry_at", &ConnectionView::retry_at), field("last_worked_at", &ConnectionView::last_worked_at));
}

struct ArrivalView {  // one message, and what it became
  Instant at;
  std::string topic;
  std::string payload;  // its beginning, as text that is safe to show
  std::uint64_t size = 0;
  std::uint64_t readings = 0;
  std::uint64_t refusals = 0;
  std::optional<Text> text;
};
constexpr auto describe(const ArrivalView*) {
  using json::field;
  return json::type<ArrivalView>(
      "Arrival", "A message that arrived, and what became of it", field("at", &ArrivalView::at),
      field("topic", &ArrivalView::topic), field("payload", &ArrivalView::payload, "At most its first 2000 characters"),
      field("size", &ArrivalView::size, "Bytes"), field("readings", &ArrivalView::readings),
      field("refusals", &ArrivalView::refusals), field("text", &ArrivalView::text, "What was the matter with it"));
}
inline constexpr std::size_t most_arrivals = 50;         // of each source
inline constexpr std::size_t most_payload_shown = 2000;  // bytes

struct TriedField {
  std::string name;
  std::string value;
};
constexpr auto describe(const TriedField*) {
  return json::type<TriedField>("TriedField", "What a placeholder stands for in a message",
                                json::field("name", &TriedField::name), json::field("value", &TriedField::value));
}
struct TriedMessage {
  bool matched = false;
  std::vector<TriedField> fields;
  std::vector<sense::RawReading> readings;
  std::vector<sense::Refusal> refusals;
  std::optional<Text> text;
};
constexpr auto describe(const TriedMessage*) {
  using json::field;
  return json::type<TriedMessage>("TriedMessage", "What a message would become; nothing is recorded",
                                  field("matched", &TriedMessage::matched), field("fields", &TriedMessage::fields),
                                  field("readings", &TriedMessage::readings),
                                  field("refusals", &TriedMessage::refusals), field("text", &TriedMessage::text));
}

class Feeds {
 public:
  virtual ~Feeds() = default;

  virtual std::map<std::string, ConnectionView> connections() = 0;         // by source
  virtual std::vector<ArrivalView> arrivals(std::string_view source) = 0;  // newest first
  // The document as it stands, whether or not it is in force.
  virtual Result<TriedMessage> try_mapping(const plant::Source& source, std::string_view topic,
                                           std::string_view payload) = 0;
};

}  // namespace jidoka::port
