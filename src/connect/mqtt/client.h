// Client: one connection to an MQTT broker, kept up for as long as the object lives. It connects, subscribes, hands
// over what arrives in bundles, and acknowledges a QoS 1 message only when it is told to, so that the broker keeps what
// is not yet safe here and sends it again after whatever went wrong (docs/decisions/0013). It publishes and says when
// the broker has it.
//
//   mqtt::Network network;                                   // one thread for all clients of a program
//   auto client = mqtt::Client::start(network, options, listener);
//   // Listener::on_messages(bundle) … later, any thread: client->acknowledge(tokens)
//
// Everything of Listener, and every Done, is called on the network's thread and must not block it. After a loss the
// connection is tried again after 1 s, 2 s … 1 min; when another client takes over with the same client id, after 30 s
// … 5 min, for two servers that throw each other out would both starve.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "mqtt/packet.h"

namespace jidoka::mqtt {

struct TlsFiles {  // PEM; empty: the system's authorities, no certificate of our own
  std::string authority;
  std::string certificate;
  std::string key;
};

struct Options {
  std::string host;
  std::string port = "1883";
  std::optional<TlsFiles> tls;
  Connect connect;  // its will is asked for anew by `will` at every connection, when that is set
  std::function<std::optional<Will>()> will;
  std::vector<Subscription> subscriptions;
  std::vector<std::string> no_longer;      // filters of an earlier wish that the broker may still remember
  std::size_t longest_message = 1u << 20;  // of a longer one only the beginning is kept
  Duration first_pause = seconds(1);
  std::function<Instant()> now;  // for Status
  std::string address() const;   // mqtts://host:port
};

// Of one QoS 1 message, on the connection it came by; 0 when there is nothing to acknowledge.
using Token = std::uint64_t;

struct Message {
  std::string_view topic;
  std::string_view payload;
  std::size_t size = 0;  // of the payload; more than payload.size() when only its beginning was kept
  Token token = 0;
  bool retained = false;
  bool duplicate = false;
};

struct Status {
  enum class Link : std::uint8_t { off, connecting, connected };
  Link link = Link::off;
  std::optional<Instant> since;
  std::optional<Text> error;
  std::uint64_t attempts = 0;  // since it last worked
  std::optional<Instant> retry_at;
  std::optional<Instant> last_worked_at;
};

class Listener {
 public:
  virtual ~Listener() = default;
  // Views are good for the call alone. Tokens are acknowledged in the order in which they came.
  virtual void on_messages(std::span<const Message> messages) = 0;
  virtual void on_connected(bool session_present) { (void)session_present; }
  // Lost, or not even reached; after each attempt.
  virtual void on_disconnected(const Text& why) { (void)why; }
};

// The thread on which all clients of a program work.
class Network {
 public:
  Network();
  ~Network();  // every Client must be gone
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  void post(std::move_only_function<void()> work);                        // onto its thread
  void post_after(Duration pause, std::move_only_function<void()> work);  // dropped when the network ends before
  bool is_this_thread() const;

  class Loop;
  Loop& loop() { return *loop_; }

 private:
  std::unique_ptr<Loop> loop_;
};

class Client {
 public:
  using Done = std::move_only_function<void(Result<void>)>;

  static std::unique_ptr<Client> start(Network& network, Options options, Listener& listener);
  // Says goodbye and waits until nothing of it is called any more. Not on the network's thread.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Any thread. A token of an earlier connection is passed over: the broker sends that message again.
  void acknowledge(std::vector<Token> tokens);
  // QoS 1 is done when the broker has it; what is under way when the connection is lost is answered with an error, and
  // so is everything while there is none.
  void publish(Outgoing message, Done done);
  // Nothing is read from the connection until resume(); the broker holds back.
  void pause();
  void resume();
  // Ends the connection and makes it anew: the broker sends again what was not acknowledged.
  void reconnect(Text why);
  // From now on the end of this client is the end of its session: the broker keeps nothing for it any more.
  void forget_session();

  Status status() const;
  const Options& options() const;

 private:
  class Session;
  explicit Client(std::shared_ptr<Session> session);
  std::shared_ptr<Session> session_;
};

}  // namespace jidoka::mqtt
