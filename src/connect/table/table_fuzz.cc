#include "table/readings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jidoka;
  constexpr Instant now{1'767'225'600'000'000'000};
  static const auto catalogue = std::make_shared<sense::Catalogue>(
      plant::Model{}, std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}});
  (void)table::decode_readings({reinterpret_cast<const char*>(data), size}, sense::Intake(catalogue, "fuzz", now), now);
  return 0;
}
