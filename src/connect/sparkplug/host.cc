#include "sparkplug/host.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "json/decode.h"
#include "sparkplug/state.h"
#include "wire/utf8.h"

namespace jidoka::sparkplug {

namespace {

constexpr Duration first_pause = seconds(10);
constexpr Duration longest_pause = minutes(5);
constexpr Duration between_births = seconds(5);    // of a node and of its devices
constexpr Duration after_connecting = seconds(2);  // nodes that watch our state rebirth of themselves
constexpr int most_asked_at_once = 200;            // in a second, over all nodes
constexpr std::size_t most_expected = 1'000;

const Text never_born = {"Data of a node that has not been born here; it was asked for a rebirth.",
                         "收到尚未“出生”的节点的数据；已向其请求重新出生（rebirth）。"};
const Text lost_some = {"Messages before this one are missing; the node was asked for a rebirth.",
                        "此消息之前有消息缺失；已向节点请求重新出生（rebirth）。"};

bool is_reference(std::string_view name, const std::vector<std::string>& named) {
  return std::ranges::find(named, name) != named.end();
}

bool is_control(std::string_view name) {
  return name == "bdSeq" || name.starts_with("Node Control/") || name.starts_with("Device Control/") ||
         name.starts_with("_types_/");
}

void add_names(const std::optional<Template>& pattern, std::vector<std::string>& out) {
  if (pattern) out.insert(out.end(), pattern->metrics().begin(), pattern->metrics().end());
}

std::optional<std::uint64_t> bd_seq_in(const Payload& payload) {
  for (const Metric& metric : payload.metrics)
    if (metric.name == "bdSeq" && !metric.is_null && metric.value.field != Value::Field::none) return metric.value.bits;
  return std::nullopt;
}

// The code of what nodes call °C is Cel; of other words only those that UCUM has.
std::string ucum_of(std::string_view unit) {
  if (unit == "°C" || unit == "℃") return "Cel";
  if (unit == "°F" || unit == "℉") return "[degF]";
  if (unit.size() > 64 || !parse_uom(unit)) return {};
  return std::string(unit);
}

}  // namespace

Host::Host(Mapping mapping, Settings settings) : mapping_(std::move(mapping)), settings_(std::move(settings)) {
  add_names(mapping_.unit, named_metrics_);
  add_names(mapping_.lot, named_metrics_);
}

Outcome Host::take(std::string_view topic_text, std::string_view bytes, Instant now, sense::Intake& intake) {
  Outcome outcome;
  if (now >= next_tick_) tick(now);
  if (intake.catalogue() != catalogue_) {
    catalogue_ = intake.catalogue();
    ++catalogues_;
  }
  const auto refuse_whole = [&](const Error& error) {
    outcome.text = error.text;
    ++outcome.refusals;
    sense::RawReading raw;
    raw.tag = wire::excerpt(topic_text, 120);
    raw.value = wire::excerpt(bytes);
    intake.refuse("malformed", error.field, error.text, std::move(raw));
  };
  const auto topic = parse_topic(topic_text);
  if (!topic) return refuse_whole(topic.error()), outcome;
  if (topic->type == MessageType::state) return take_state(*topic, bytes, now, outcome), outcome;
  if (topic->type == MessageType::node_command || topic->type == MessageType::device_command) return outcome;  // ours
  const auto payload = reader_.read(bytes);
  if (!payload) return refuse_whole(payload.error()), outcome;
  Node* node = find_or_add(*topic, outcome);
  if (node == nullptr) return outcome;
  outcome.metrics = (*payload)->metrics.size();
  const bool is_birth = topic->type == MessageType::node_birth || topic->type == MessageType::device_birth;
  const std::uint64_t sent_ms = (*payload)->time_ms.value_or(0);
  const Message message{*topic, **payload, now,     sent_ms == 0 ? now : instant_of(sent_ms).value_or(now),
                        intake, outcome,   is_birth};
  if (topic->type == MessageType::node_birth) return begin_node(*node, message), outcome;
  if (topic->type == MessageType::node_death) return end_node(*node, message), outcome;
  follow_sequence(*node, message);
  Device* device = device_of(*node, message);
  if (device == nullptr) return outcome;
  if (topic->type == MessageType::device_birth)
    bear(*node, *device, message);
  else if (topic->type == MessageType::device_death)
    end_device(*node, *device, now);
  else
    data(*node, *device, message);
  return outcome;
}

Node* Host::find_or_add(const Topic& topic, Outcome& outcome) {
  key_.assign(topic.group).append("/").append(topic.node);
  if (const auto found = nodes_.find(key_); found != nodes_.end()) return found->second.get();
  if (topic.type == MessageType::node_death || topic.type == MessageType::device_death) return nullptr;
  if (nodes_.size() >= settings_.most_nodes) {
    outcome.text = {fmt::format("There are {} edge nodes already; no more are taken.", nodes_.size()),
                    fmt::format("已有 {} 个边缘节点，不再接收新的节点。", nodes_.size())};
    return nullptr;
  }
  auto node = std::make_unique<Node>();
  node->group = topic.group;
  node->name = topic.node;
  return nodes_.emplace(key_, std::move(node)).first->second.get();
}

Device* Host::device_of(Node& node, const Message& message) {
  if (message.topic.device.empty()) return &node.own;
  if (const auto found = node.devices.find(message.topic.device); found != node.devices.end()) return &found->second;
  if (message.topic.type == MessageType::device_death) return nullptr;
  if (node.devices.size() >= settings_.most_devices) {
    message.outcome.text = {fmt::format("The node has {} devices already; no more are taken.", node.devices.size()),
                            fmt::format("该节点已有 {} 个设备，不再接收新的设备。", node.devices.size())};
    return nullptr;
  }
  Device& device = node.devices[std::string(message.topic.device)];
  device.name = message.topic.device;
  return &device;
}

void Host::take_state(const Topic& topic, std::string_view payload, Instant now, Outcome& outcome) {
  if (settings_.host_id.empty() || topic.node != settings_.host_id || !announced_at_) return;
  const auto state = read_state(payload);
  if (!state) {
    outcome.text = state.error().text;
    return;
  }
  const Instant ours{announced_at_->ns / 1'000'000 * 1'000'000};
  if (state->time < ours) return;  // what an earlier run of ours left behind
  if (state->is_online) {
    has_second_host_ = has_second_host_ || state->time != ours;
    if (has_second_host_) outcome.text = second_host_text();
    return;
  }
  // An end of ours that came late is taken back under its own time; that of another host of our id under a newer one.
  if (state->time != ours) {
    has_second_host_ = false;
    announced_at_ = std::max(now, state->time);
  }
  if (auto again = state_message(true, *announced_at_)) outgoing_.push_back(std::move(*again));
}

Text Host::second_host_text() const {
  return {fmt::format("A second host application uses the id {}. Give one of them another id.", settings_.host_id),
          fmt::format("另一个主机应用也在使用编号 {}。请为其中之一更换编号。", settings_.host_id)};
}

std::optional<Publish> Host::state_message(bool is_online, Instant time) const {
  if (settings_.host_id.empty()) return std::nullopt;
  return Publish{topic_text({MessageType::state, {}, settings_.host_id, {}}), write_state({is_online, time}), 1, true};
}

// A node's birth is the beginning of everything: its devices are unborn until they are born again.
void Host::begin_node(Node& node, const Message& message) {
  const std::uint64_t seq = message.payload.seq.value_or(0);
  node.sequence.restart(static_cast<std::uint8_t>(seq & 0xFFu));
  node.bd_seq = bd_seq_in(message.payload);
  node.has_gap = false;
  node.wants_birth = false;
  node.pause = first_pause;
  node.ask_at = std::min(node.ask_at, message.now + first_pause);
  node.aliases.clear();
  for (auto& [name, device] : node.devices)
    if (device.state == Device::State::born) {
      device.state = Device::State::unsure;
      device.unsure_until = message.now + between_births;
    }
  bear(node, node.own, message);
}

void Host::bear(Node& node, Device& device, const Message& message) {
  std::erase_if(node.aliases, [&](const auto& entry) { return entry.second->home == &device; });
  node.metrics -= device.metrics.size();
  BornMetrics before = std::exchange(device.metrics, {});
  if (node.metrics + message.payload.metrics.size() > settings_.most_metrics) {
    message.outcome.text = {
        fmt::format("The node has more than {} metrics; this birth is not taken.", settings_.most_metrics),
        fmt::format("该节点的指标超过 {} 个，此出生证书不予接收。", settings_.most_metrics)};
    return;
  }
  for (const Metric& metric : message.payload.metrics) bear_metric(node, device, metric, before);
  device.state = Device::State::born;
  take_metrics(node, device, message);
  report(node, device, message.now);
}

void Host::bear_metric(Node& node, Device& device, const Metric& metric, BornMetrics& before) {
  if (!metric.name || metric.name->empty() || metric.name->size() > 256 || !wire::is_utf8(*metric.name)) return;
  auto [row, is_new] = device.metrics.try_emplace(std::string(*metric.name));
  if (is_new) {
    row->second = std::make_unique<Born>();
    ++node.metrics;
  }
  Born& born = *row->second;
  born.name = *metric.name;
  born.type = metric.type;
  born.uom = metric.engineering_unit ? ucum_of(*metric.engineering_unit) : std::string();
  born.home = &device;
  born.is_control = is_control(born.name);
  born.is_named = is_reference(born.name, named_metrics_);
  if (const auto old = before.find(born.name); old != before.end()) born.said = std::move(old->second->said);
  if (metric.alias) node.aliases[*metric.alias] = &born;
}

void Host::data(Node& node, Device& device, const Message& message) {
  if (device.state == Device::State::unsure && !node.has_gap && &device == &node.own)
    device.state = Device::State::born;
  if (device.state != Device::State::born) {
    message.outcome.text = never_born;
    want_birth(node, message.now);
  }
  take_metrics(node, device, message);
  if (node.wants_birth) ask_for_birth(node, message.now);
  report(node, device, message.now);
}

void Host::follow_sequence(Node& node, const Message& message) {
  if (!message.payload.seq || *message.payload.seq > 255) {
    node.has_gap = true;
  } else {
    const auto order = node.sequence.take(static_cast<std::uint8_t>(*message.payload.seq), message.now);
    if (order == Sequence::Order::broken) node.has_gap = true;
  }
  if (!node.has_gap && node.sequence.has_lost(message.now, settings_.patience)) node.has_gap = true;
  if (!node.has_gap) return;
  message.outcome.text = node.own.state == Device::State::born ? lost_some : never_born;
  want_birth(node, message.now);
  ask_for_birth(node, message.now);
}

void Host::end_node(Node& node, const Message& message) {
  const auto bd_seq = bd_seq_in(message.payload);
  if (node.bd_seq && bd_seq && bd_seq != node.bd_seq) {
    message.outcome.text = {"A death of an earlier session of this node; the present one lives.",
                            "这是该节点早先会话的死亡证书；当前会话仍然有效。"};
    return;
  }
  node.aliases.clear();
  node.sequence = {};
  node.wants_birth = false;
  end_device(node, node.own, message.now);
  for (auto& [name, device] : node.devices) end_device(node, device, message.now);
}

void Host::end_device(Node& node, Device& device, Instant now) {
  device.state = Device::State::dead;
  std::erase_if(node.aliases, [&](const auto& entry) { return entry.second->home == &device; });
  report(node, device, now);
}

void Host::want_birth(Node& node, Instant not_before) {
  if (node.wants_birth) return;
  node.wants_birth = true;
  node.ask_at = std::max(node.ask_at, not_before);
}

void Host::ask_for_birth(Node& node, Instant now) {
  if (!node.wants_birth || now < node.ask_at || asked_in_tick_ >= most_asked_at_once) return;
  ++asked_in_tick_;
  node.ask_at = now + node.pause;
  node.pause = std::min(node.pause + node.pause, longest_pause);
  Metric rebirth;
  rebirth.name = "Node Control/Rebirth";
  rebirth.time_ms = static_cast<std::uint64_t>(now.ns / 1'000'000);
  rebirth.type = DataType::boolean;
  rebirth.value = {Value::Field::boolean, 1, 0, {}};
  outgoing_.push_back({topic_text({MessageType::node_command, node.group, node.name, {}}),
                       write({rebirth.time_ms, std::nullopt, {&rebirth, 1}}), 0, false});
}

void Host::tick(Instant now) {
  next_tick_ = now + seconds(1);
  asked_in_tick_ = 0;
  for (auto& [key, node] : nodes_) {
    if (!node->has_gap && node->own.state == Device::State::born && node->sequence.has_lost(now, settings_.patience)) {
      node->has_gap = true;
      want_birth(*node, now);
    }
    ask_for_birth(*node, now);
    for (auto& [name, device] : node->devices) report(*node, device, now);
  }
}

void Host::connected(Instant now) {
  announced_at_ = now;
  has_second_host_ = false;  // if it is still there, the broker kept what it said
  for (auto& [key, node] : nodes_) want_birth(*node, now + after_connecting);
}

void Host::disconnected(Instant now) {
  for (auto& [key, node] : nodes_) {
    if (node->own.state == Device::State::born) node->own.state = Device::State::unsure;
    report(*node, node->own, now);
    for (auto& [name, device] : node->devices) {
      if (device.state == Device::State::born) device.state = Device::State::unsure;
      device.unsure_until = distant_past;
      report(*node, device, now);
    }
  }
}

void Host::report(const Node& node, Device& device, Instant now) {
  const bool is_between = device.state == Device::State::unsure && now < device.unsure_until;
  const bool is_connected = device.state == Device::State::born || (is_between && device.reported_connected);
  if (device.reported_connected == is_connected) return;
  device.reported_connected = is_connected;
  Change change{node.group, node.name, device.name, is_connected, now, {}};
  const Place place{node.group, node.name, device.name};
  for (const auto& [name, born] : device.metrics)
    if (!born->is_control && !is_connected)
      change.streams.push_back(mapping_.equipment.fill(place, name) + "/" + mapping_.tag.fill(place, name));
  std::ranges::sort(change.streams);
  changes_.push_back(std::move(change));
}

void Host::expect(Expected expected) {
  if (expected_.size() == most_expected) expected_.erase(expected_.begin());
  expected_.push_back(std::move(expected));
}

void Host::forget(std::string_view command) {
  std::erase_if(expected_, [&](const Expected& each) { return each.command == command; });
}

std::vector<Publish> Host::take_outgoing() { return std::exchange(outgoing_, {}); }
std::vector<Change> Host::take_changes() { return std::exchange(changes_, {}); }
std::vector<std::string> Host::take_confirmed() { return std::exchange(confirmed_, {}); }

std::size_t Host::nodes_with_gaps() const {
  return static_cast<std::size_t>(std::ranges::count_if(nodes_, [](const auto& each) { return each.second->has_gap; }));
}

}  // namespace jidoka::sparkplug
