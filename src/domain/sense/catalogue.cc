#include "sense/catalogue.h"

#include <set>
#include <utility>

namespace jidoka::sense {

const StreamEntry* EquipmentEntry::find(std::string_view tag) const {
  for (const StreamEntry& stream : streams)  // a handful: a scan beats a hash
    if (stream.tag == tag) return &stream;
  return nullptr;
}

namespace {

// What a tag says of its sensor is in the tag's unit, what is recorded in the stream's.
void lay_over(StreamEntry& entry, const plant::Tag& tag) {
  const auto declared = parse_uom(tag.uom);
  const auto convert =
      declared ? conversion(*declared, entry.parsed_uom) : Result<UomConversion>(Failure(declared.error()));
  if (!convert) return;  // no number of the one says anything of the other
  if (tag.range && tag.range->size() == 2) {
    entry.lowest = (*convert)((*tag.range)[0]);
    entry.highest = (*convert)((*tag.range)[1]);
  }
  entry.precision = tag.precision.value_or(0) * convert->factor;
}

}  // namespace

Catalogue::Catalogue(const plant::Model& model, const std::vector<Opened>& opened) : sources_(model.sources) {
  for (const auto& [id, equipment] : model.equipment) equipment_[id] = EquipmentEntry{id, true, {}};
  for (const Opened& stream : opened) {
    EquipmentEntry& entry = equipment_[stream.equipment];
    entry.id = stream.equipment;
    StreamEntry row;
    row.number = stream.number;
    row.tag = stream.tag;
    row.uom = stream.uom;
    if (const auto uom = parse_uom(stream.uom)) row.parsed_uom = *uom;
    if (const auto* equipment = plant::find_in(model.equipment, stream.equipment))
      if (const auto tag = equipment->tags.find(stream.tag); tag != equipment->tags.end()) lay_over(row, tag->second);
    entry.streams.push_back(std::move(row));
  }
}

const EquipmentEntry* Catalogue::find(std::string_view equipment) const {
  const auto found = equipment_.find(equipment);
  return found == equipment_.end() ? nullptr : &found->second;
}

Catalogue::Name Catalogue::name_of(StreamNumber stream) const {
  for (const auto& [id, equipment] : equipment_)
    for (const StreamEntry& entry : equipment.streams)
      if (entry.number == stream) return {equipment.id, entry.tag, entry.uom};
  return {};
}

plant::UnknownStream Catalogue::unknown_policy(std::string_view source_id) const {
  const auto* found = source(source_id);
  return found == nullptr ? plant::UnknownStream::quarantine : found->unknown;
}

const plant::Source* Catalogue::source(std::string_view id) const { return plant::find_in(sources_, id); }

}  // namespace jidoka::sense
