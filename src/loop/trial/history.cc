#include "trial/history.h"

#include <utility>

namespace jidoka::trial {
namespace {

constexpr std::size_t most_runs = 500'000;  // of one equipment: about 100 MB

}  // namespace

Result<void> Recorded::each_block(const port::StreamView& stream, Instant from, Instant to,
                                  const sense::TakeBlock& take) {
  TRY_VOID(reads_.each_block(stream.equipment, stream.tag, from, to, take));
  return {};
}

Result<std::optional<std::vector<port::EquipmentRun>>> Recorded::runs(const std::string& equipment, Instant until) {
  TRY(auto found, reads_.runs_between(distant_past, until, equipment, most_runs));
  if (found.size() == most_runs) return std::optional<std::vector<port::EquipmentRun>>();
  return std::optional(std::move(found));
}

}  // namespace jidoka::trial
