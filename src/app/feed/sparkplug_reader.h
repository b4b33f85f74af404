// Sparkplug behind a feed: the host of a source, its announcement as primary host application, and its requests for
// rebirths. After every connection all nodes are asked to be born again, so the broker need keep nothing for us.
#pragma once

#include <map>

#include "feed/reader.h"
#include "sparkplug/host.h"

namespace jidoka::feed {

class SparkplugReader final : public Reader {
 public:
  static Result<std::unique_ptr<SparkplugReader>> create(const plant::Source& source);

  std::vector<std::string> filters() const override;
  mapping::Applied apply(const mqtt::Message& message, Instant now, sense::Intake& intake) override;
  const Text* trouble() const override { return trouble_ ? &*trouble_ : nullptr; }
  std::string shown(const mqtt::Message& message) const override;
  bool takes_retained(std::string_view topic) override;
  std::optional<mqtt::Will> will(Instant now) override;
  void connected(Instant now) override;
  void disconnected(Instant now) override;
  bool ticks() const override { return true; }
  void tick(Instant now) override;
  std::vector<mqtt::Outgoing> take_outgoing() override;
  bool wants_clean_session() const override { return true; }
  std::shared_ptr<const std::vector<port::Away>> away() const override { return away_; }
  std::optional<Text> complaint() const override;
  std::vector<std::pair<std::string, std::string>> last_fields() const override { return fields_; }

  sparkplug::Host& host() { return host_; }

 private:
  SparkplugReader(const plant::Source& source, sparkplug::Mapping mapping);
  void hear_changes();
  std::string filter_;
  std::string host_id_;
  sparkplug::Host host_;
  std::optional<Text> trouble_;
  std::optional<Instant> announced_;  // the time that will and birth have in common
  bool has_told_of_second_host_ = false;
  std::map<std::string, port::Away> gone_;  // by name
  bool has_changed_ = false;                // gone_, since away_ was made
  std::shared_ptr<const std::vector<port::Away>> away_;
  std::vector<mqtt::Outgoing> outgoing_;
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace jidoka::feed
