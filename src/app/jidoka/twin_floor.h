// TwinFloor: the shop floor of a running server, played by a twin. Acts go through the public API as stations would
// send them: a permit is asked for before a run starts, and what is refused is refused for the reasons that the server
// gives. Readings are gathered and sent together. The twin's time is mapped to the world's: it may run faster.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "jidoka/api_client.h"
#include "jidoka/console.h"
#include "jidoka/twin_inbox.h"
#include "produce/acts.h"
#include "twin/twin.h"

namespace jidoka::app {

// Between the twin's time and the world's: they met once, and one runs so many times as fast.
struct TimeMap {
  Instant twin;
  Instant world;
  double speed = 1;
  Instant world_of(Instant at) const {
    return world + Duration{static_cast<std::int64_t>(static_cast<double>((at - twin).ns) / speed)};
  }
  Instant twin_of(Instant at) const {
    return twin + Duration{static_cast<std::int64_t>(static_cast<double>((at - world).ns) * speed)};
  }
};

class TwinFloor final : public twin::Outside {
 public:
  struct Sources {
    std::string process = "press-gateway";  // readings with a period
    std::string stations = "stations";      // measurements on units
  };
  // Takes readings of the process to somewhere else than the API.
  using SendProcess = std::function<void(const twin::Reading& reading, Instant at)>;

  TwinFloor(const twin::Layout& layout, ApiClient api, TimeMap time, Sources sources, Console& console);

  twin::Answer take(const twin::Act& act) override;
  void take(const twin::Reading& reading) override;
  bool may_run_again(twin::Index equipment) override;

  void send_process_by(SendProcess send) { send_process_ = std::move(send); }
  // What was gathered. A server that cannot be reached is tried again with the next ones.
  void flush();
  void acknowledge(const TwinCommand& command, const TwinAnswer& answer);
  // The server, asked whether that equipment stands.
  bool is_stopped(twin::Index equipment);
  // The server could not be reached for so long that there is no use in going on.
  bool has_given_up() const { return failures_ > most_failures; }
  void say(const Text& text);

 private:
  struct Why {
    bool allowed = false;
    bool stopped = false;
    bool held = false;
    bool gone = false;
    Text words;
  };
  Why permit(const std::string& serial, const std::string& operation, const std::string& equipment);
  Result<void> post(const produce::Act& act);
  twin::Answer start(const twin::Act& act, const produce::Act& told);
  twin::Answer pack(const twin::Act& act, const produce::Act& told);
  void note(const Error& error);
  void say_once(const std::string& about, const Text& text);

  static constexpr int most_failures = 60;

  const twin::Layout& layout_;
  ApiClient api_;
  TimeMap time_;
  Sources sources_;
  Console& console_;
  SendProcess send_process_;
  std::string process_;   // line protocol
  std::string stations_;  // line protocol
  int failures_ = 0;
  std::set<std::string, std::less<>> said_;
};

}  // namespace jidoka::app
