// An edge node for tests and measurements: it counts its sequence and writes births, data and deaths.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sparkplug/payload.h"
#include "sparkplug/topic.h"

namespace jidoka::sparkplug {

inline constexpr Instant start{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z

struct Sent {
  std::string topic;
  std::string payload;
};

inline Metric real_metric(std::string_view name, double value, std::optional<std::uint64_t> alias = std::nullopt) {
  return {.name = name, .alias = alias, .type = DataType::float64, .value = {Value::Field::real64, 0, value, {}}};
}
inline Metric text_metric(std::string_view name, std::string_view value) {
  return {.name = name, .type = DataType::string, .value = {Value::Field::text, 0, 0, value}};
}
inline Metric by_alias(std::uint64_t alias, double value) {
  return {.alias = alias, .value = {Value::Field::real64, 0, value, {}}};
}
inline Metric at(Metric metric, Instant time) {
  metric.time_ms = static_cast<std::uint64_t>(time.ns / 1'000'000);
  return metric;
}

class EdgeNode {
 public:
  explicit EdgeNode(std::string name = "Line1", std::uint64_t bd_seq = 0) : name_(std::move(name)), bd_seq_(bd_seq) {}

  Sent birth(Instant now, std::vector<Metric> metrics = {}) {
    seq_ = 0;
    metrics.push_back(bd_seq());
    return node(MessageType::node_birth, now, metrics);
  }
  Sent death(Instant now) const {
    const Metric metric = bd_seq();
    return {topic(MessageType::node_death, {}),
            write({static_cast<std::uint64_t>(now.ns / 1'000'000), std::nullopt, {&metric, 1}})};
  }
  Sent node(MessageType type, Instant now, const std::vector<Metric>& metrics) {
    return device(type, {}, now, metrics);
  }
  Sent device(MessageType type, std::string_view device, Instant now, const std::vector<Metric>& metrics) {
    return {topic(type, device),
            write({static_cast<std::uint64_t>(now.ns / 1'000'000), static_cast<std::uint64_t>(seq_++ % 256), metrics})};
  }
  void lose(int messages = 1) { seq_ += messages; }
  void next_session() { ++bd_seq_; }

 private:
  std::string topic(MessageType type, std::string_view device) const {
    return topic_text({type, "Plant", name_, device});
  }
  Metric bd_seq() const {
    return {.name = "bdSeq", .type = DataType::int64, .value = {Value::Field::long_integer, bd_seq_, 0, {}}};
  }
  std::string name_;
  std::uint64_t bd_seq_;
  int seq_ = 0;
};

}  // namespace jidoka::sparkplug
