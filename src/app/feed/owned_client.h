// OwnedClient: a client of a broker inside the object that it calls. It is started and ended on the network's thread:
// the owner knows its client before the first call, and hears nothing once the end has begun. What comes back later,
// from the loop or after a pause, goes by ToOwner and finds nobody then.
//
//   OwnedClient<MqttFeed> client_{network, *this};             // last member; ended first
//   client_.start(options, *this);                             // not on the network's thread: it waits
//   door.submit(request, [to_owner = client_.to_owner()](auto reply) {
//     to_owner.post([reply](MqttFeed& feed) { feed.answered(reply); });
//   });
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <utility>

#include "mqtt/client.h"

namespace jidoka::feed {

template <class Owner>
class OwnedClient {
 public:
  class ToOwner {  // may be kept for as long as the network lives
   public:
    ToOwner(mqtt::Network& network, Owner& owner) : network_(&network), owner_(std::make_shared<Owner*>(&owner)) {}

    // From any thread, onto the network's: work(owner), or nothing when there is none any more.
    template <class Work>
    void post(Work work) const {
      network_->post(when_there(std::move(work)));
    }
    template <class Work>
    void post_after(Duration pause, Work work) const {
      network_->post_after(pause, when_there(std::move(work)));
    }
    Owner* find() const { return *owner_; }  // on the network's thread alone

   private:
    friend class OwnedClient;
    template <class Work>
    auto when_there(Work work) const {
      return [owner = owner_, work = std::move(work)]() mutable {
        if (*owner != nullptr) work(**owner);
      };
    }
    mqtt::Network* network_;
    std::shared_ptr<Owner*> owner_;
  };

  OwnedClient(mqtt::Network& network, Owner& owner) : network_(network), to_owner_(network, owner) {}
  ~OwnedClient() { end(); }
  OwnedClient(const OwnedClient&) = delete;
  OwnedClient& operator=(const OwnedClient&) = delete;

  void start(mqtt::Options options, mqtt::Listener& listener) {
    on_network([&] { client_ = mqtt::Client::start(network_, std::move(options), listener); });
  }
  // What the broker sent and nobody acknowledged it sends again.
  void end() {
    std::unique_ptr<mqtt::Client> client;
    on_network([&] {
      *to_owner_.owner_ = nullptr;
      client = std::move(client_);
    });
  }
  // There, and done when this returns. Not on the network's thread.
  void on_network(const std::function<void()>& work) {
    std::promise<void> done;
    network_.post([&] {
      work();
      done.set_value();
    });
    done.get_future().wait();
  }

  const ToOwner& to_owner() const { return to_owner_; }
  explicit operator bool() const { return client_ != nullptr; }
  mqtt::Client* operator->() const { return client_.get(); }

 private:
  mqtt::Network& network_;
  ToOwner to_owner_;
  std::unique_ptr<mqtt::Client> client_;
};

}  // namespace jidoka::feed
