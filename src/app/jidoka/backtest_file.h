// Readings of a CSV file as history for a back-test: the same checks, conversions and refusals as an import, in memory,
// in order of time; readings that are there twice count once.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "jidoka/console.h"
#include "plant/model.h"
#include "port/clock.h"
#include "trial/assumed.h"
#include "trial/history.h"

namespace jidoka::app {

struct ReadingsFile {
  std::string file;
  std::string map;
};

// Which streams the file has, and in which unit of measure its map says they are.
Result<std::vector<trial::MeasuredStream>> streams_of_file(const ReadingsFile& readings);

class FileHistory final : public trial::History {
 public:
  // Streams are in the model's units where it declares them. Tells on `console` what it refused.
  static Result<std::unique_ptr<FileHistory>> load(Console& console, const ReadingsFile& readings,
                                                   const plant::Model& model,
                                                   const std::vector<trial::MeasuredStream>& streams, Instant now);

  Result<std::vector<port::StreamView>> streams() override;
  Result<void> each_block(const port::StreamView& stream, Instant from, Instant to,
                          const sense::TakeBlock& take) override;
  Result<std::optional<std::vector<port::EquipmentRun>>> runs(const std::string&, Instant) override {
    return std::optional<std::vector<port::EquipmentRun>>();
  }
  Result<std::vector<port::LearntLimits>> learnt_limits(const port::StreamView&) override {
    return std::vector<port::LearntLimits>();
  }

 private:
  struct Sample {
    std::int64_t time;
    double value;
    std::uint32_t context;  // of dictionary_
  };
  struct Stream {
    port::StreamView view;
    std::vector<Sample> samples;
  };
  void take(const sense::Batch& batch);
  void put_in_order();

  std::vector<Stream> streams_;  // by number, from 1
  std::vector<sense::Context> dictionary_{sense::Context{}};
  std::map<std::pair<std::string, std::string>, std::uint32_t> known_;
};

}  // namespace jidoka::app
