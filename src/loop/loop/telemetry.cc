#include "loop/telemetry.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/assert.h"
#include "judge/watch.h"
#include "sense/declared.h"

namespace jidoka::loop {
namespace {

Error damaged(const std::string& en, const std::string& zh) {
  return make_error(
      Code::corrupt, "store-corrupt",
      {en + " Stop, keep the store, and restore the last backup.", zh + "请停机、保留数据并恢复最近的备份。"});
}

std::vector<judge::OpenStream> for_judgement(const std::vector<port::StreamOpened>& streams) {
  std::vector<judge::OpenStream> out;
  out.reserve(streams.size());
  for (const port::StreamOpened& stream : streams)
    out.push_back({stream.stream, stream.equipment, stream.tag, stream.uom});
  return out;
}

}  // namespace

Text conflict_text() {
  return {"Another value is already recorded for this stream, time and unit. Correct the time, or name the unit.",
          "该数据流在同一时间、同一产品上已有不同的值。请更正时间，或注明产品序列号。"};
}

sense::StreamNumber Telemetry::open(const std::string& equipment, const std::string& tag, const std::string& uom,
                                    std::vector<port::StreamOpened>& opened) {
  if (const auto found = number_of_.find({equipment, tag}); found != number_of_.end()) return found->second;
  const port::StreamOpened stream{static_cast<sense::StreamNumber>(streams_.size() + 1), equipment, tag, uom};
  append(stream);
  opened.push_back(stream);
  return stream.stream;
}

Result<void> Telemetry::restore(const port::StreamOpened& stream) {
  if (stream.stream != streams_.size() + 1) {
    const std::string number = std::to_string(streams_.size() + 1);
    return fail(damaged("Table streams has no row " + number + ".", "数据表 streams 缺少第 " + number + " 行。"));
  }
  append(stream);
  return {};
}

void Telemetry::append(const port::StreamOpened& stream) {
  number_of_[{stream.equipment, stream.tag}] = stream.stream;
  streams_.push_back(stream);
  slots_.emplace_back();
}

Result<void> Telemetry::restore(const port::StreamState& state) {
  if (state.stream == 0 || state.stream > slots_.size()) {
    const std::string number = std::to_string(state.stream);
    return fail(damaged("Table streams has no row " + number + ", but table stream_states has.",
                        "数据表 streams 缺少第 " + number + " 行，而 stream_states 中有。"));
  }
  StreamSlot& restored = slot(state.stream);
  TRY_VOID(restore_slot(restored, state.state));
  restored.stored_batch = state.batch;
  return {};
}

Result<void> Telemetry::replay(std::uint64_t batch, const sense::Columns& columns) {
  for (const sense::StreamNumber stream : columns.streams)
    if (stream == 0 || stream > slots_.size())
      return fail(damaged(
          fmt::format("Table streams has no row {}, but row {} of table batches has readings of it.", stream, batch),
          fmt::format("数据表 streams 缺少第 {} 行，而 batches 第 {} 行中有它的读数。", stream, batch)));
  std::vector<std::uint32_t> marks;
  for (const sense::Context& context : columns.dictionary) marks.push_back(context_mark(context));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    StreamSlot& at = slot(columns.streams[i]);
    if (batch <= at.stored_batch) continue;
    const std::uint32_t mark = columns.contexts.empty() ? 0 : marks[columns.contexts[i]];
    const judge::TakenSample sample{Instant{columns.times[i]}, columns.values[i], mark,
                                    columns.times[i] < at.clock.newest()};
    at.clock.take(columns.times[i], sense::value_mark(columns.values[i]), mark);
    for (judge::Monitor& monitor : at.monitors) monitor.take(sample);
  }
  return {};
}

Result<void> Telemetry::check_plans(const plant::Model& model) const {
  std::vector<judge::OpenStream> streams = for_judgement(streams_);
  for (const sense::DeclaredStream& declared : sense::declared_streams(model)) {
    const auto found = number_of_.find({declared.equipment, declared.tag});
    if (found == number_of_.end())
      streams.push_back(
          {static_cast<sense::StreamNumber>(streams.size() + 1), declared.equipment, declared.tag, declared.uom});
    else if (plant::takes_unit(streams[found->second - 1].uom, declared.uom))
      streams[found->second - 1].uom = declared.uom;
  }
  TRY_VOID(judge::watches(model, streams));
  return {};
}

void Telemetry::name_units(const plant::Model& model, std::vector<port::StreamOpened>& opened) {
  for (const sense::DeclaredStream& declared : sense::declared_streams(model)) {
    const auto found = number_of_.find({declared.equipment, declared.tag});
    if (found == number_of_.end()) continue;
    port::StreamOpened& stream = streams_[found->second - 1];
    if (!plant::takes_unit(stream.uom, declared.uom)) continue;
    stream.uom = declared.uom;
    opened.push_back(stream);
  }
}

Result<std::vector<sense::StreamNumber>> Telemetry::lay_plans(const plant::Model& model,
                                                              std::vector<port::StreamOpened>& opened) {
  for (const sense::DeclaredStream& declared : sense::declared_streams(model))
    open(declared.equipment, declared.tag, declared.uom, opened);
  TRY(const std::vector<judge::WatchPtr> all, judge::watches(model, for_judgement(streams_)));
  std::map<sense::StreamNumber, std::vector<judge::WatchPtr>> by_stream;
  for (const judge::WatchPtr& watch : all) by_stream[watch->stream].push_back(watch);
  std::vector<sense::StreamNumber> changed;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const auto number = static_cast<sense::StreamNumber>(i + 1);
    const auto found = by_stream.find(number);
    if (found == by_stream.end() && slots_[i].monitors.empty()) continue;
    if (relay_watches(slots_[i], found == by_stream.end() ? std::vector<judge::WatchPtr>{} : found->second))
      changed.push_back(number);
  }
  return changed;
}

// One batch on its way in: the context marks, and the histories that its late readings needed.
class Telemetry::BatchIn {
 public:
  BatchIn(Telemetry& site, const sense::Columns& columns, sense::Columns& group, const sense::Columns* in_flight)
      : site_(site), columns_(columns), group_(group), in_flight_(in_flight) {
    for (const sense::Context& context : columns.dictionary) marks_.push_back(context_mark(context));
    group_context_.assign(columns.dictionary.size(), 0);
  }

  Result<void> take(std::size_t i, Taken& taken, const OnFinding& on_finding);
  Result<sense::Arrival> classify(std::size_t i);

 private:
  Result<sense::Arrival> look_up(std::size_t i, std::uint32_t mark);
  std::vector<std::int64_t> times_to_look_up(std::size_t from);
  void append(std::size_t i);
  std::uint32_t group_context(std::uint32_t context);
  std::uint32_t mark_of(std::size_t i) const { return columns_.contexts.empty() ? 0 : marks_[columns_.contexts[i]]; }
  const sense::Context& context(std::size_t i) const {
    return columns_.contexts.empty() ? nothing_ : columns_.dictionary[columns_.contexts[i]];
  }

  Telemetry& site_;
  const sense::Columns& columns_;
  sense::Columns& group_;
  const sense::Columns* in_flight_;
  const sense::Context nothing_;
  std::vector<std::uint32_t> marks_;
  std::vector<std::uint32_t> group_context_;  // of the batch's dictionary; 0: not yet in the group's
  std::unordered_map<sense::StreamNumber, History> histories_;
  std::unordered_map<sense::StreamNumber, std::vector<std::int64_t>> times_;  // of the batch; filled when first needed
};

Result<sense::Arrival> Telemetry::BatchIn::classify(std::size_t i) {
  ASSERT(columns_.streams[i] != 0 &&
         columns_.streams[i] <= site_.slots_.size());  // a catalogue numbers what is on disk
  const sense::StreamClock& clock = site_.slot(columns_.streams[i]).clock;
  const std::uint32_t mark = mark_of(i);
  const sense::Arrival arrival = clock.classify(columns_.times[i], sense::value_mark(columns_.values[i]), mark);
  if (arrival != sense::Arrival::unsure) return arrival;
  TRY(const sense::Arrival found, look_up(i, mark));
  const bool is_newest = columns_.times[i] == clock.newest();
  return found == sense::Arrival::late && is_newest ? sense::Arrival::fresh : found;
}

Result<void> Telemetry::BatchIn::take(std::size_t i, Taken& taken, const OnFinding& on_finding) {
  const std::int64_t time = columns_.times[i];
  const double value = columns_.values[i];
  const std::uint32_t mark = mark_of(i);
  TRY(const sense::Arrival arrival, classify(i));
  StreamSlot& slot = site_.slot(columns_.streams[i]);
  if (arrival == sense::Arrival::duplicate) {
    ++taken.duplicates;
    return {};
  }
  if (arrival == sense::Arrival::conflict) {
    const port::StreamOpened& stream = site_.stream(columns_.streams[i]);
    taken.conflicts.push_back({i,
                               "conflict",
                               "value",
                               conflict_text(),
                               {stream.equipment, stream.tag, to_string(Instant{time}), fmt::format("{}", value),
                                stream.uom, context(i).unit, context(i).lot}});
    return {};
  }
  slot.clock.take(time, sense::value_mark(value), mark);
  append(i);
  if (!histories_.empty())
    if (const auto history = histories_.find(columns_.streams[i]); history != histories_.end())
      history->second.add(time, value, mark);
  ++taken.accepted;
  const judge::TakenSample sample{Instant{time}, value, mark, arrival == sense::Arrival::late};
  for (judge::Monitor& monitor : slot.monitors)
    if (const judge::Finding finding = monitor.take(sample)) on_finding(monitor, finding, sample, context(i));
  return {};
}

// What the store may hold of the batch's readings: their own times, and nothing after the newest that was taken.
std::vector<std::int64_t> Telemetry::BatchIn::times_to_look_up(std::size_t from) {
  if (times_.empty())
    for (std::size_t i = from; i < columns_.size(); ++i) times_[columns_.streams[i]].push_back(columns_.times[i]);
  const sense::StreamNumber stream = columns_.streams[from];
  std::vector<std::int64_t> times = std::move(times_[stream]);
  std::erase_if(times, [newest = site_.slot(stream).clock.newest()](std::int64_t time) { return time > newest; });
  std::ranges::sort(times);
  times.erase(std::ranges::unique(times).begin(), times.end());
  return times;
}

// A batch that reaches back reaches back for many of its readings: one look at the store serves them all. Only samples
// of the same time can be the same reading, so nothing between them is asked for.
Result<sense::Arrival> Telemetry::BatchIn::look_up(std::size_t i, std::uint32_t mark) {
  const sense::StreamNumber stream = columns_.streams[i];
  auto found = histories_.find(stream);
  if (found == histories_.end()) {
    TRY(const std::vector<port::StoredSample> stored, site_.store_->load_samples_at(stream, times_to_look_up(i)));
    History history;
    for (const port::StoredSample& sample : stored)
      history.add(sample.time.ns, sample.value, context_mark(sample.context));
    if (in_flight_ != nullptr) history.add(*in_flight_, stream);
    history.add(group_, stream);
    found = histories_.emplace(stream, std::move(history)).first;
  }
  return found->second.classify(columns_.times[i], columns_.values[i], mark);
}

std::uint32_t Telemetry::BatchIn::group_context(std::uint32_t context) {
  if (context == 0) return 0;
  std::uint32_t& known = group_context_[context];
  if (known == 0) {
    if (group_.dictionary.empty()) {
      group_.dictionary.emplace_back();
      group_.contexts.assign(group_.streams.size(), 0);
    }
    group_.dictionary.push_back(columns_.dictionary[context]);
    known = static_cast<std::uint32_t>(group_.dictionary.size() - 1);
  }
  return known;
}

void Telemetry::BatchIn::append(std::size_t i) {
  const std::uint32_t context = columns_.contexts.empty() ? 0 : group_context(columns_.contexts[i]);
  group_.streams.push_back(columns_.streams[i]);
  group_.times.push_back(columns_.times[i]);
  group_.values.push_back(columns_.values[i]);
  if (!group_.dictionary.empty()) group_.contexts.push_back(context);
}

Result<sense::Arrival> Telemetry::classify_first(const sense::Columns& columns, sense::Columns& group,
                                                 const sense::Columns* in_flight) {
  return BatchIn(*this, columns, group, in_flight).classify(0);
}

Result<Taken> Telemetry::take(const sense::Columns& columns, sense::Columns& group, const sense::Columns* in_flight,
                              const OnFinding& on_finding, Kept kept) {
  Taken taken;
  BatchIn batch(*this, columns, group, in_flight);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (kept == Kept::yes && columns.times[i] <= slot(columns.streams[i]).clock.newest()) {
      ++taken.duplicates;
      continue;
    }
    TRY_VOID(batch.take(i, taken, on_finding));
  }
  return taken;
}

port::StreamState Telemetry::state_of(sense::StreamNumber stream, std::uint64_t batch, bool packs) const {
  return {stream, batch, encode_slot(slot(stream)), packs};
}

void Telemetry::each_watch(const std::function<void(const judge::Watch&)>& see) const {
  for (const StreamSlot& slot : slots_)
    for (const judge::Monitor& monitor : slot.monitors) see(monitor.watch());
}

std::shared_ptr<const sense::Catalogue> Telemetry::catalogue(const plant::Model& model) const {
  std::vector<sense::Catalogue::Opened> opened;
  opened.reserve(streams_.size());
  for (const port::StreamOpened& stream : streams_)
    opened.push_back({stream.stream, stream.equipment, stream.tag, stream.uom});
  return std::make_shared<sense::Catalogue>(model, opened);
}

}  // namespace jidoka::loop
