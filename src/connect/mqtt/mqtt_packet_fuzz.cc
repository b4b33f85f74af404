#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mqtt/packet.h"

using namespace jidoka::mqtt;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  while (!bytes.empty()) {
    const Frame frame = cut(bytes);
    if (frame.state != Frame::State::whole) break;
    for (const Version version : {Version::v3_1_1, Version::v5}) {
      if (const auto message = parse_publish(version, frame))
        if (message->topic.size() + message->payload.size() > frame.body.size()) std::abort();
      (void)parse_connack(version, frame);
      (void)parse_ack(version, frame);
    }
    (void)parse_disconnect(frame);
    bytes.remove_prefix(frame.size);
  }
  return 0;
}
