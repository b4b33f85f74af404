// History: what a back-test asks of what was recorded, whether that is a store or a file. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "port/reads.h"
#include "sense/sample_block.h"

namespace jidoka::trial {

class History {
 public:
  virtual ~History() = default;
  virtual Result<std::vector<port::StreamView>> streams() = 0;
  // Samples with from ≤ time ≤ to, in order of time.
  virtual Result<void> each_block(const port::StreamView& stream, Instant from, Instant to,
                                  const sense::TakeBlock& take) = 0;
  // What ran at the equipment up to then; absent when that is not known, or is too much to look through.
  virtual Result<std::optional<std::vector<port::EquipmentRun>>> runs(const std::string& equipment, Instant until) = 0;
  virtual Result<std::vector<port::LearntLimits>> learnt_limits(const port::StreamView& stream) = 0;
};

// A site's own.
class Recorded final : public History {
 public:
  explicit Recorded(port::Reads& reads) : reads_(reads) {}
  Result<std::vector<port::StreamView>> streams() override { return reads_.streams(); }
  Result<void> each_block(const port::StreamView& stream, Instant from, Instant to,
                          const sense::TakeBlock& take) override;
  Result<std::optional<std::vector<port::EquipmentRun>>> runs(const std::string& equipment, Instant until) override;
  Result<std::vector<port::LearntLimits>> learnt_limits(const port::StreamView& stream) override {
    return reads_.learnt_limits(stream.equipment, stream.tag);
  }

 private:
  port::Reads& reads_;
};

}  // namespace jidoka::trial
