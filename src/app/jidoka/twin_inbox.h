// What reaches a running twin from outside, one thing after the other: commands for its equipment, and disturbances
// that somebody types. Any thread leaves them; the twin's own thread takes them and can sleep until something comes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"

namespace jidoka::http {
class Server;
}

namespace jidoka::app {

struct TwinCommand {
  enum class Way : std::uint8_t { webhook, broker };
  std::string id;  // C-3
  std::string equipment;
  std::string command;  // stop, restart, set_point …
  Text reason;
  Way came_by = Way::webhook;  // and so it is answered
};
struct TwinAnswer {
  bool accepted = true;
  std::string detail;
};
// The parts of a delivered command (docs/api.md) that matter here; the rest of the CloudEvent is left aside.
Result<TwinCommand> read_command(std::string_view body);

class TwinInbox {
 public:
  void leave(TwinCommand command);
  void leave(std::string disturbance);
  void end();  // the twin is to stop

  struct Content {
    std::vector<TwinCommand> commands;
    std::vector<std::string> disturbances;
    bool ends = false;
  };
  // Waits at most so long for something to come.
  Content take(Duration patience);

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  Content content_;
};

// The gateway of the line: signed webhooks (docs/api.md) become commands in the inbox. Unsigned and wrongly signed ones
// are refused with 401 when there is a secret; the same delivery twice counts once.
Result<std::unique_ptr<http::Server>> listen_for_commands(const std::string& address, const std::string& secret,
                                                          TwinInbox& inbox);

}  // namespace jidoka::app
