// MqttFeed: one source from a broker to the loop; its Reader says what its messages are. What arrives while a bundle is
// being committed gathers in the next, so that load makes bundles larger; one bundle is under way at a time, which
// keeps the order of readings. A message is acknowledged when the commit that holds its readings, or its refusals, is
// on disk. When the loop is full or the store does not answer, the same bundle is tried again; when too much waits,
// nothing more is read from the broker.
//
// What a broker kept (retained) counts only when it is newer than all that its stream has; without a time of its own it
// is passed over, for nobody knows how old it is.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "feed/arrivals.h"
#include "feed/owned_client.h"
#include "feed/reader.h"
#include "loop/loop.h"
#include "mqtt/client.h"
#include "plant/connection.h"
#include "port/clock.h"
#include "port/feeds.h"

namespace jidoka::feed {

struct LoopDoor {  // what a feed needs of the loop; functions, so that a test can stand in for it
  std::function<bool(loop::Request, loop::Answer)> submit;
  std::function<std::shared_ptr<const sense::Catalogue>()> catalogue;
};

class MqttFeed final : private mqtt::Listener {
 public:
  // Connects at once. `no_longer` are filters that the broker may still remember from before.
  static Result<std::unique_ptr<MqttFeed>> start(mqtt::Network& network, const plant::Source& source, LoopDoor door,
                                                 port::Clock& clock, std::vector<std::string> no_longer);
  MqttFeed(const MqttFeed&) = delete;
  MqttFeed& operator=(const MqttFeed&) = delete;

  port::ConnectionView connection() const;
  std::vector<port::ArrivalView> arrivals() const { return arrivals_->newest_first(); }
  // The same messages, read in another way from now on.
  Result<void> remap(const plant::Source& source);
  void forget_session() { client_->forget_session(); }
  std::vector<std::string> filters() const { return filters_; }
  std::uint64_t messages() const { return messages_.load(std::memory_order_relaxed); }

 private:
  struct Bundle {
    std::vector<mqtt::Token> tokens;
    std::optional<sense::Intake> intake;  // still gathering
    sense::Batch batch;                   // afterwards
    bool is_repeated = false;             // of messages that the broker may have sent before
    bool is_under_way = false;
  };
  MqttFeed(mqtt::Network& network, std::string source, std::unique_ptr<Reader> reader, LoopDoor door,
           port::Clock& clock);
  void on_messages(std::span<const mqtt::Message> messages) override;
  void on_connected(bool session_present) override;
  void on_disconnected(const Text& why) override;
  void take(const mqtt::Message& message, Instant now, bool is_noted);
  void take_kept(const mqtt::Message& message, Instant now);
  void note(const mqtt::Message& message, Instant now, const mapping::Applied& applied, std::size_t refused_before,
            const sense::Batch& batch);
  sense::Intake& gathering(Instant now, bool is_repeated);
  void tick();
  void publish_outgoing();
  void send();
  void submit(Bundle& bundle);
  void answered(const Result<loop::Reply>& reply);
  void hold_back_when_full();

  std::string source_;
  std::vector<std::string> filters_;
  std::unique_ptr<Reader> reader_;
  LoopDoor door_;
  port::Clock& clock_;
  std::unique_ptr<Arrivals> arrivals_ = std::make_unique<Arrivals>();
  std::deque<Bundle> waiting_;  // the front one is under way
  bool is_holding_back_ = false;
  std::atomic<std::uint64_t> messages_{0};
  mutable std::mutex mutex_;  // what others ask for
  std::optional<Text> trouble_;
  std::optional<Text> complaint_;
  std::shared_ptr<const std::vector<port::Away>> away_;
  OwnedClient<MqttFeed> client_;  // last: it calls the others
};

}  // namespace jidoka::feed
