#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mapping/message_map.h"

using namespace jidoka;

// The first byte chooses the mapping, the second how long the topic is; the rest is topic and payload.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static const auto catalogue = std::make_shared<const sense::Catalogue>(
      plant::Model{}, std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}});
  plant::Source source;
  source.id = "press";
  source.match = plant::Match{"plant/+machine/#rest"};
  source.reading = data[0] % 2 == 0
                       ? plant::ReadingMap{"{machine}", "{key}", "{value}", "{ts?}", "{u?}", "{serial?}", "{a.b?}"}
                       : plant::ReadingMap{"IM-01", "{d.key}-x", "{d.value}", "{d.ts}", {}, "{rest}", {}};
  auto map = mapping::MessageMap::compile(source);
  if (!map) std::abort();
  std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string topic = "plant/" + std::string(rest.substr(0, data[1]));
  rest.remove_prefix(std::min<std::size_t>(data[1], rest.size()));
  constexpr Instant now{1'767'225'600'000'000'000};
  sense::Intake intake(catalogue, "press", now);
  const mapping::Applied applied = map->apply(topic, rest, rest.size(), now, intake);
  if (applied.matched && !rest.empty() && applied.readings + applied.refusals == 0) {
    if (rest.find('[') == std::string_view::npos) std::abort();  // only an empty list says nothing
  }
  (void)map->last_fields();
  return 0;
}
