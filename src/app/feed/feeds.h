// Feeds: every connection that the plant in force asks for. Twice a second the plant is looked at: what is new is
// connected, what is gone is ended and forgotten by its broker, and what has changed is changed, without a restart and
// without losing what a broker still holds. A connection that cannot even be tried, for want of a password, say, is
// tried again whenever it is looked at.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "feed/mqtt_feed.h"
#include "feed/mqtt_target.h"
#include "loop/loop.h"
#include "port/clock.h"
#include "port/feeds.h"

namespace jidoka::feed {

class Feeds final : public port::Feeds {
 public:
  // The network must outlive the loop, whose answers go over it.
  Feeds(mqtt::Network& network, loop::Loop& loop, port::Clock& clock);
  ~Feeds() override;
  Feeds(const Feeds&) = delete;
  Feeds& operator=(const Feeds&) = delete;

  void start();  // a thread that follows the plant
  void follow(const plant::Model& model);

  std::map<std::string, port::ConnectionView> connections() override;
  std::vector<port::ArrivalView> arrivals(std::string_view source) override;
  Result<port::TriedMessage> try_mapping(const plant::Source& source, std::string_view topic,
                                         std::string_view payload) override;

  // To a target behind a broker.
  webhook::Delivered deliver(const plant::Target& target, const port::Delivery& delivery);

 private:
  template <class Document, class Connection>
  struct Kept {
    Document document;
    std::string text;  // of the document, to see whether it has changed
    std::shared_ptr<Connection> connection;
    std::optional<Text> why_not;
  };
  using KeptFeed = Kept<plant::Source, MqttFeed>;
  using KeptTarget = Kept<plant::Target, MqttTarget>;

  void follow_source(const plant::Source& source);
  void follow_target(const plant::Target& target);
  void start_feed(const plant::Source& source, std::vector<std::string> no_longer);
  LoopDoor door();

  mqtt::Network& network_;
  loop::Loop& loop_;
  port::Clock& clock_;
  plant::ModelPtr followed_;
  bool has_failed_ = false;

  std::mutex mutex_;  // the maps
  std::map<std::string, KeptFeed, std::less<>> feeds_;
  std::map<std::string, KeptTarget, std::less<>> targets_;

  std::mutex closing_mutex_;
  std::condition_variable changed_;
  bool is_closing_ = false;
  std::thread thread_;
};

}  // namespace jidoka::feed
