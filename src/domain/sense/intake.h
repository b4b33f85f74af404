// Intake: where decoders put readings. It finds the stream, converts the unit of measure, rounds to the stream's
// precision, checks range and time, and appends to a Batch; what it refuses goes to the batch's refusals with the
// reason. One Intake a request, on the decoding thread; no allocation for an ordinary reading.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "sense/catalogue.h"
#include "sense/sample.h"

namespace jidoka::sense {

class Intake {
 public:
  // Readings up to `ahead` later than received_at are taken; clocks differ.
  Intake(std::shared_ptr<const Catalogue> catalogue, std::string source, Instant received_at,
         Duration ahead = minutes(10));

  struct Reading {
    std::string_view equipment;
    std::string_view tag;
    Instant time;
    double value = 0;
    std::string_view uom;   // empty: the stream's own
    std::string_view unit;  // empty: none
    std::string_view lot;
  };
  void add(const Reading& reading);
  // For decoders that know the stream already (line protocol repeats the same fields): same checks, no look-up.
  const EquipmentEntry* find(std::string_view equipment) const { return catalogue_->find(equipment); }
  void add(const EquipmentEntry& equipment, const StreamEntry& stream, const Reading& reading);

  // What could not even be read as a reading; counts as one reading of the request.
  void refuse(std::string code, std::string field, Text text, RawReading reading);

  std::uint64_t count() const { return next_index_; }
  std::uint64_t refused() const { return batch_.refusals.size(); }
  const std::shared_ptr<const Catalogue>& catalogue() const { return catalogue_; }
  const Batch& so_far() const { return batch_; }
  Batch take() &&;

 private:
  std::shared_ptr<const Catalogue> catalogue_;
  Instant latest_;
  Batch batch_;
  std::uint64_t next_index_ = 0;
  plant::UnknownStream unknown_;
  Context last_context_;
  std::uint32_t last_context_index_ = 0;

  void refuse_reading(std::string code, std::string field, Text text, const Reading& reading);
  std::uint32_t context_index(std::string_view unit, std::string_view lot);
  bool time_is_right(const Reading& reading);
  bool context_is_right(const Reading& reading);
};

}  // namespace jidoka::sense
