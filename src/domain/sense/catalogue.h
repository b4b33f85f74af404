// Catalogue: which streams there are and what a reading must be like to belong to one. Immutable: the loop publishes a
// new one when a plant document changes or a stream is opened; decoders on other threads keep using the one they took.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/uom.h"
#include "plant/model.h"
#include "sense/sample.h"

namespace jidoka::sense {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct StreamEntry {
  StreamNumber number = 0;
  std::string tag;
  std::string uom;  // of the recorded values
  Uom parsed_uom;
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
  double precision = 0;  // 0: as it comes
};

struct EquipmentEntry {
  std::string id;
  bool known = false;  // a plant document names it
  std::vector<StreamEntry> streams;
  const StreamEntry* find(std::string_view tag) const;
};

class Catalogue {
 public:
  // Streams numbered so far, with the model's tags laid over them. `opened` holds every stream ever opened.
  struct Opened {
    StreamNumber number;
    std::string equipment, tag, uom;
  };
  Catalogue(const plant::Model& model, const std::vector<Opened>& opened);

  const EquipmentEntry* find(std::string_view equipment) const;
  template <class See>
  void for_each(See&& see) const {
    for (const auto& [id, equipment] : equipment_)
      for (const StreamEntry& stream : equipment.streams) see(equipment, stream);
  }
  // The other way round, for people; empty when there is no such stream. It looks through all of them.
  struct Name {
    std::string_view equipment, tag, uom;
  };
  Name name_of(StreamNumber stream) const;
  // What the source may do with streams that nobody has declared.
  plant::UnknownStream unknown_policy(std::string_view source) const;
  const plant::Source* source(std::string_view id) const;

 private:
  std::unordered_map<std::string, EquipmentEntry, StringHash, std::equal_to<>> equipment_;
  std::map<std::string, plant::Source, std::less<>> sources_;
};

}  // namespace jidoka::sense
