// Host: a Sparkplug host application, without its network. It takes messages as they arrive, remembers what every edge
// node was born with, puts readings into sense::Intake, and says what is to be published.
//
//   const Outcome outcome = host.take(topic, payload, now, intake);      one thread
//   host.tick(now);                                                      about once a second
//   for (const Publish& message : host.take_outgoing()) …
// A gap in a node's sequence, an alias that was never born, or data before a birth: what can be named is taken, because
// a reading is true whatever was lost before it; the rest goes to quarantine, and the node is asked for a rebirth, at
// most every ten seconds, then more seldom. Historical values are placed at their own time. What a dead node or device
// measured is neither repeated nor taken for idle: `take_changes` says that it is not connected.
// Not readings: texts (they may name the unit or lot), nulls, transient values, bdSeq and the Control metrics.
// Refused: values whose Quality is not good (192), data sets, templates and arrays.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sense/intake.h"
#include "sparkplug/mapping.h"
#include "sparkplug/node.h"
#include "sparkplug/payload.h"
#include "sparkplug/topic.h"

namespace jidoka::sparkplug {

struct Publish {
  std::string topic;
  std::string payload;
  int qos = 0;
  bool retain = false;
};

struct Outcome {  // of one message
  std::uint64_t metrics = 0;
  std::uint64_t readings = 0;
  std::uint64_t refusals = 0;
  std::uint64_t others = 0;  // texts, nulls, controls: understood, and no readings
  std::optional<Text> text;  // what was the matter with the message as a whole
};

struct Change {  // a node or device came or went
  std::string group, node, device;
  bool is_connected = false;
  Instant at;
  std::vector<std::string> streams;  // "IM-01/melt_temp": what nobody measures any more; of one that went
};

struct Expected {  // what a node must say for a command to be acknowledged
  std::string command;
  std::string group, node, device;
  std::string metric;
  std::string value;  // as in_words shows it, texts without quotes
};

class Host {
 public:
  struct Settings {
    std::string host_id;                // of the primary host application; empty: it announces nothing
    Duration patience = seconds(2);     // the specification's reorder timeout
    std::size_t most_nodes = 10'000;    // beyond them a node is refused
    std::size_t most_metrics = 50'000;  // of a node
    std::size_t most_devices = 2'000;   // of a node
  };
  Host(Mapping mapping, Settings settings);

  Outcome take(std::string_view topic, std::string_view payload, Instant now, sense::Intake& intake);
  void tick(Instant now);

  // The connection to the broker. What was missed meanwhile is unknown: every node is asked for a rebirth.
  void connected(Instant now);
  void disconnected(Instant now);
  // Retained, announced after connecting; the will has the same time and says offline.
  std::optional<Publish> state_message(bool is_online, Instant time) const;

  void expect(Expected expected);
  void forget(std::string_view command);

  // A message as people read it, one metric a line, with the names behind the aliases; and why not, when it is none.
  std::string show(std::string_view topic, std::string_view payload) const;

  std::vector<Publish> take_outgoing();
  std::vector<Change> take_changes();
  std::vector<std::string> take_confirmed();  // commands whose echo was heard
  // Another host application says that it is online under our id; until it says that it ended, or we connect anew.
  bool has_second_host() const { return has_second_host_; }
  Text second_host_text() const;
  std::size_t nodes() const { return nodes_.size(); }
  std::size_t nodes_with_gaps() const;

 private:
  struct Message {
    const Topic& topic;
    const Payload& payload;
    Instant now;
    Instant time;  // of the payload
    sense::Intake& intake;
    Outcome& outcome;
    bool is_birth;
  };

  Node* find_or_add(const Topic& topic, Outcome& outcome);
  Device* device_of(Node& node, const Message& message);
  void take_state(const Topic& topic, std::string_view payload, Instant now, Outcome& outcome);
  void begin_node(Node& node, const Message& message);
  void bear(Node& node, Device& device, const Message& message);
  void bear_metric(Node& node, Device& device, const Metric& metric, BornMetrics& before);
  void data(Node& node, Device& device, const Message& message);
  void end_node(Node& node, const Message& message);
  void end_device(Node& node, Device& device, Instant now);
  void follow_sequence(Node& node, const Message& message);
  void want_birth(Node& node, Instant not_before);
  void ask_for_birth(Node& node, Instant now);
  void report(const Node& node, Device& device, Instant now);

  // host_readings.cc
  Born* find(Node& node, Device& device, const Metric& metric, bool is_birth);
  void take_metrics(Node& node, Device& device, const Message& message);
  void give(Node& node, Device& device, Born& born, const Metric& metric, const Message& message);
  void give_unborn(Node& node, Device& device, const Metric& metric, const Message& message);
  void look_up(const Node& node, const Device& device, Born& born, const sense::Intake& intake);
  void remember(Born& born, const Metric& metric, Instant time);
  void refuse(const Born& born, const Metric& metric, DataType type, Instant time, std::string code, const Text& why,
              const Message& message);
  std::optional<std::string> said_of(const Template& pattern, const Node& node, const Device& device, const Born& born,
                                     Instant time) const;
  void listen(const Node& node, const Device& device, const Born& born, const Metric& metric, DataType type);
  static Instant time_of(const Metric& metric, const Message& message);

  Mapping mapping_;
  Settings settings_;
  PayloadReader reader_;
  std::map<std::string, std::unique_ptr<Node>, std::less<>> nodes_;  // by "group/node"
  std::string key_;
  std::shared_ptr<const sense::Catalogue> catalogue_;  // that the births were looked up in
  std::uint64_t catalogues_ = 0;
  std::vector<Publish> outgoing_;
  std::vector<Change> changes_;
  std::vector<Expected> expected_;
  std::vector<std::string> confirmed_;
  std::vector<std::string> named_metrics_;
  Instant next_tick_ = distant_past;
  int asked_in_tick_ = 0;
  std::optional<Instant> announced_at_;
  bool has_second_host_ = false;
};

}  // namespace jidoka::sparkplug
