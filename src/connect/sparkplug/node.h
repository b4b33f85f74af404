// What a host remembers of an edge node: its devices, the metrics that they were born with, aliases, and where the
// readings of each metric go. Filled by births and forgotten only by the next birth; host.h says when it may be relied
// on. A node's own metrics are those of a device without a name.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/instant.h"
#include "sense/catalogue.h"
#include "sparkplug/mapping.h"
#include "sparkplug/payload.h"
#include "sparkplug/sequence.h"

namespace jidoka::sparkplug {

struct Device;

struct Said {  // by a metric that names the unit or the lot
  Instant at;
  std::string text;
};
inline constexpr std::size_t most_said = 256;

struct Born {  // a metric, since its birth
  std::string name;
  DataType type = DataType::unknown;
  std::string uom;  // UCUM; empty when it said none, or none that UCUM has
  std::optional<std::int32_t> quality;
  const Device* home = nullptr;
  bool is_control = false;  // bdSeq, Node Control/…: how the node is run, not what it makes
  bool is_named = false;    // by the templates of unit or lot
  std::vector<Said> said;   // in order of time, the newest; only when it is named

  // Where its readings go, as of one catalogue.
  std::uint64_t looked_up_in = 0;  // the host's count of catalogues
  std::string equipment;
  std::string tag;
  const sense::EquipmentEntry* entry = nullptr;
  const sense::StreamEntry* stream = nullptr;
};

using BornMetrics = std::unordered_map<std::string, std::unique_ptr<Born>, sense::StringHash, std::equal_to<>>;

struct Device {
  enum class State : std::uint8_t { unknown, born, unsure, dead };  // unsure: it may have died without our hearing
  std::string name;
  State state = State::unknown;
  bool reported_connected = false;
  Instant unsure_until = distant_past;  // a device between its node's birth and its own is not reported as gone
  BornMetrics metrics;
};

struct Node {
  std::string group;
  std::string name;
  Device own;
  std::map<std::string, Device, std::less<>> devices;
  std::unordered_map<std::uint64_t, Born*> aliases;  // unique in a node, over its devices
  std::size_t metrics = 0;
  Sequence sequence;
  std::optional<std::uint64_t> bd_seq;  // of the present session: a death with another one is of an earlier session
  bool has_gap = false;

  bool wants_birth = false;
  Instant ask_at = distant_past;  // not before
  Duration pause = seconds(10);   // until it is asked again
};

}  // namespace jidoka::sparkplug
