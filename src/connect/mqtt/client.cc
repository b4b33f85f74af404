#include "mqtt/client.h"

#include <utility>

#include "mqtt/session.h"

namespace jidoka::mqtt {

std::string Options::address() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return (tls ? "mqtts://" : "mqtt://") + (is_v6 ? "[" + host + "]" : host) + ":" + port;
}

Client::Client(std::shared_ptr<Session> session) : session_(std::move(session)) {}

std::unique_ptr<Client> Client::start(Network& network, Options options, Listener& listener) {
  auto session = std::make_shared<Session>(network, std::move(options), listener);
  network.post([session] { session->start(); });
  return std::unique_ptr<Client>(new Client(std::move(session)));
}

Client::~Client() {
  auto ended = session_->stop();
  ended.wait();
}

void Client::acknowledge(std::vector<Token> tokens) {
  if (session_->network().is_this_thread()) return session_->acknowledge(tokens);
  session_->network().post([session = session_, tokens = std::move(tokens)] { session->acknowledge(tokens); });
}

void Client::publish(Outgoing message, Done done) {
  session_->network().post([session = session_, message = std::move(message), done = std::move(done)]() mutable {
    session->publish(message, std::move(done));
  });
}

void Client::pause() {
  session_->network().post([session = session_] { session->pause(true); });
}
void Client::resume() {
  session_->network().post([session = session_] { session->pause(false); });
}
void Client::reconnect(Text why) {
  session_->network().post(
      [session = session_, why = std::move(why)]() mutable { session->reconnect(std::move(why)); });
}
void Client::forget_session() {
  session_->network().post([session = session_] { session->forget_session(); });
}

Status Client::status() const { return session_->status(); }
const Options& Client::options() const { return session_->options(); }

}  // namespace jidoka::mqtt
