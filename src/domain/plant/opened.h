// The streams that a site has opened already, and the unit of measure in which each is recorded. A stream keeps its
// unit for life, for what is recorded must not be read in another one. Only a stream that was catalogued without a
// unit, and holds bare numbers, takes the one that is declared for it later, as long as no control plan judges it by
// then.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "plant/model.h"

namespace jidoka::plant {

using StreamName = std::pair<std::string, std::string>;  // equipment, tag
using OpenedStreams = std::map<StreamName, std::string>;

// Of anything that has equipment, tag and uom.
template <class Streams>
OpenedStreams opened_streams(const Streams& streams) {
  OpenedStreams out;
  for (const auto& stream : streams) out.insert_or_assign(StreamName(stream.equipment, stream.tag), stream.uom);
  return out;
}

// Bare numbers may have been in `declared` all along. Not in % and the like: to these they were converted on arrival.
bool takes_unit(std::string_view recorded, std::string_view declared);

// The unit in which each stream is recorded once another model is in force.
class StreamUnits {
 public:
  StreamUnits(const Model& current, const OpenedStreams& opened);

  const std::string& of(const StreamName& stream, const std::string& declared) const;
  // "line 10.1 of CP-A" when the stream holds bare numbers that the current model judges, else null.
  const Text* bare_and_judged(const StreamName& stream) const;

 private:
  const OpenedStreams& opened_;
  std::map<StreamName, Text> judged_;
};

}  // namespace jidoka::plant
