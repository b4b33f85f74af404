#include "line_protocol/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jidoka;
  static const auto catalogue = std::make_shared<sense::Catalogue>(
      plant::Model{},
      std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}, {2, "IM-01", "cycle_time", "s"}});
  sense::Intake intake(catalogue, "fuzz", Instant{1'767'225'600'000'000'000});
  line_protocol::decode({reinterpret_cast<const char*>(data), size},
                        {line_protocol::Precision::ms, Instant{1'767'225'600'000'000'000}, nullptr}, intake);
  return 0;
}
