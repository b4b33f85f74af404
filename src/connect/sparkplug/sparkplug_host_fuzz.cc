// A run of messages: one byte for the kind of topic, two for the size of the payload, the payload; time goes on.
#include "sparkplug/host.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jidoka;
  static const auto catalogue = std::make_shared<sense::Catalogue>(
      plant::Model{}, std::vector<sense::Catalogue::Opened>{{1, "D", "a", "Cel"}, {2, "N", "a", "1"}});
  static constexpr const char* topics[] = {"spBv1.0/G/NBIRTH/N",   "spBv1.0/G/NDATA/N",   "spBv1.0/G/NDEATH/N",
                                           "spBv1.0/G/DBIRTH/N/D", "spBv1.0/G/DDATA/N/D", "spBv1.0/G/DDEATH/N/D",
                                           "spBv1.0/G/DBIRTH/N/E", "spBv1.0/G/DDATA/N/E", "spBv1.0/STATE/H",
                                           "spBv1.0/G/NCMD/N"};
  plant::ReadingMap map;
  map.equipment = "{device}";
  map.tag = "{metric}";
  map.unit = "{s}";
  sparkplug::Host host(*sparkplug::Mapping::create(map), {.host_id = "H", .most_nodes = 10, .most_metrics = 50});
  Instant now{1'767'225'600'000'000'000};
  host.connected(now);
  while (size >= 3) {
    const char* topic = topics[data[0] % std::size(topics)];
    if (data[0] > 250) host.disconnected(now);
    const std::size_t want = data[1] + 256u * (data[2] % 4u);
    const std::size_t length = want < size - 3 ? want : size - 3;
    const std::string_view payload(reinterpret_cast<const char*>(data + 3), length);
    sense::Intake intake(catalogue, "fuzz", now);
    const auto outcome = host.take(topic, payload, now, intake);
    if (outcome.readings + outcome.refusals != intake.count()) __builtin_trap();
    host.show(topic, payload);
    host.take_outgoing();
    host.take_changes();
    now = now + milliseconds(data[0] * 10);
    data += 3 + length;
    size -= 3 + length;
  }
  return 0;
}
