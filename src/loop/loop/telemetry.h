// Telemetry: every stream of the site with its clock and its monitors. Takes a batch of readings into a group: what is
// new is judged and appended, what came before is counted, what contradicts is refused.
//
// Findings are rare, so they go through a callback; a reading that is fine costs no allocation. Single thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "judge/monitor.h"
#include "loop/history.h"
#include "loop/stream_slot.h"
#include "plant/opened.h"
#include "port/store.h"
#include "sense/catalogue.h"
#include "sense/sample.h"

namespace jidoka::loop {

using OnFinding = std::function<void(judge::Monitor& monitor, judge::Finding finding, const judge::TakenSample& sample,
                                     const sense::Context& context)>;

// Of a reading that contradicts a recorded one.
Text conflict_text();

struct Taken {
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::vector<sense::Refusal> conflicts;
};

class Telemetry {
 public:
  explicit Telemetry(port::Store& store) : store_(&store) {}

  // Number of the stream, opened when it is new (then `opened` gets its fact).
  sense::StreamNumber open(const std::string& equipment, const std::string& tag, const std::string& uom,
                           std::vector<port::StreamOpened>& opened);
  // What is stored, when it fits together; refused (corrupt) with the row that does not.
  Result<void> restore(const port::StreamOpened& stream);
  Result<void> restore(const port::StreamState& state);
  // Readings of a stored batch, judged again without telling anybody.
  Result<void> replay(std::uint64_t batch, const sense::Columns& columns);

  // Whether the model can be laid over what is recorded; plant/documents.h says so too, with file and line.
  Result<void> check_plans(const plant::Model& model) const;
  plant::OpenedStreams opened() const { return plant::opened_streams(streams_); }
  // Streams of bare numbers take the unit that the model declares for them; `opened` gets their facts.
  void name_units(const plant::Model& model, std::vector<port::StreamOpened>& opened);
  // Opens every declared stream and lays the model's control plans over the slots. Answers the streams whose monitors
  // changed.
  Result<std::vector<sense::StreamNumber>> lay_plans(const plant::Model& model,
                                                     std::vector<port::StreamOpened>& opened);

  // What the first reading would be. Changes nothing.
  Result<sense::Arrival> classify_first(const sense::Columns& columns, sense::Columns& group,
                                        const sense::Columns* in_flight);
  // `group` gets the accepted readings; `in_flight` are readings that are on their way to disk. Of readings that
  // somebody kept (sense::Batch::is_kept) those count as duplicates that are not the newest of their stream.
  enum class Kept : std::uint8_t { no, yes };
  Result<Taken> take(const sense::Columns& columns, sense::Columns& group, const sense::Columns* in_flight,
                     const OnFinding& on_finding, Kept kept = Kept::no);

  port::StreamState state_of(sense::StreamNumber stream, std::uint64_t batch, bool packs = true) const;
  std::shared_ptr<const sense::Catalogue> catalogue(const plant::Model& model) const;
  void each_watch(const std::function<void(const judge::Watch&)>& see) const;
  const port::StreamOpened& stream(sense::StreamNumber number) const { return streams_[number - 1]; }
  std::size_t count() const { return streams_.size(); }

 private:
  class BatchIn;
  void append(const port::StreamOpened& stream);
  StreamSlot& slot(sense::StreamNumber number) { return slots_[number - 1]; }  // numbers begin at 1
  const StreamSlot& slot(sense::StreamNumber number) const { return slots_[number - 1]; }

  port::Store* store_;
  std::vector<port::StreamOpened> streams_;
  std::vector<StreamSlot> slots_;
  std::map<std::pair<std::string, std::string>, sense::StreamNumber> number_of_;
};

}  // namespace jidoka::loop
