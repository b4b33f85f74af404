#include "jidoka/backtest_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>
#include <tuple>

#include "sense/intake.h"
#include "table/map.h"

namespace jidoka::app {

namespace {

constexpr std::size_t piece_bytes = 1u << 20;
constexpr std::size_t block_samples = 4096;
constexpr std::size_t batch_readings = 100'000;
constexpr std::size_t shown_refusals = 5;

Failure unreadable(const std::string& file) {
  return fail(Code::not_found, "unreadable", {file + " cannot be read.", "无法读取 " + file + "。"});
}

Result<table::TableMap> read_map(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return unreadable(file);
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  return table::parse_map(text, file);
}

Result<void> read_table(const ReadingsFile& readings, table::TableTaker taker) {
  TRY(table::TableMap map, read_map(readings.map));
  std::ifstream stream(readings.file, std::ios::binary);
  if (!stream) return unreadable(readings.file);
  table::Import import(std::move(map), std::move(taker));
  std::string piece(piece_bytes, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    TRY_VOID(import.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount()))));
  }
  if (stream.bad()) return unreadable(readings.file);
  return import.finish();
}

const std::string* declared_uom(const plant::Model& model, const trial::MeasuredStream& stream) {
  const plant::Equipment* equipment = plant::find_in(model.equipment, stream.equipment);
  if (equipment == nullptr) return nullptr;
  const auto tag = equipment->tags.find(stream.tag);
  return tag == equipment->tags.end() ? nullptr : &tag->second.uom;
}

// Counts what is refused and shows the first of it.
class Refusals {
 public:
  explicit Refusals(Console& console) : console_(console) {}
  void tell(const std::string& where, const Text& text) {
    if (++count_ <= shown_refusals) console_.err << where << ": " << console_.say(text) << '\n';
  }
  void sum_up() const {
    if (count_ == 0) return;
    const std::string n = std::to_string(count_);
    console_.err << console_.say({n + (count_ == 1 ? " reading is" : " readings are") + " not trusted and left out.",
                                  n + " 个读数不可信，未参与回测。"})
                 << '\n';
  }

 private:
  Console& console_;
  std::uint64_t count_ = 0;
};

std::string row_of(std::uint64_t row) { return "row " + std::to_string(row); }

}  // namespace

Result<std::vector<trial::MeasuredStream>> streams_of_file(const ReadingsFile& readings) {
  std::map<std::pair<std::string, std::string>, std::string> uom_of;
  TRY_VOID(
      read_table(readings, {[&](const table::TableReading& reading) -> Result<void> {
                              std::string& uom = uom_of[{std::string(reading.equipment), std::string(reading.tag)}];
                              if (uom.empty()) uom = reading.uom;
                              return {};
                            },
                            [](std::uint64_t, const Error&, const sense::RawReading&) { return Result<void>(); }}));
  std::vector<trial::MeasuredStream> out;
  for (auto& [stream, uom] : uom_of) out.push_back({stream.first, stream.second, std::move(uom)});
  if (out.empty())
    return fail(
        Code::invalid, "no-readings",
        {readings.file + " holds no reading that its map can find.", readings.file + " 中没有映射文件能找到的读数。"});
  return out;
}

Result<std::unique_ptr<FileHistory>> FileHistory::load(Console& console, const ReadingsFile& readings,
                                                       const plant::Model& model,
                                                       const std::vector<trial::MeasuredStream>& streams, Instant now) {
  auto history = std::make_unique<FileHistory>();
  std::vector<sense::Catalogue::Opened> opened;
  for (const trial::MeasuredStream& stream : streams) {
    const std::string* declared = declared_uom(model, stream);
    std::string uom = declared != nullptr ? *declared : stream.uom.empty() ? "1" : stream.uom;
    port::StreamView view;
    view.id = stream.equipment + "/" + stream.tag;
    view.equipment = stream.equipment;
    view.tag = stream.tag;
    view.uom = uom;
    history->streams_.push_back({std::move(view), {}});
    opened.push_back({static_cast<sense::StreamNumber>(opened.size() + 1), stream.equipment, stream.tag, uom});
  }
  const auto catalogue = std::make_shared<sense::Catalogue>(model, opened);
  Refusals refusals(console);
  std::vector<std::uint64_t> rows;
  sense::Intake intake(catalogue, "import", now);
  const auto flush = [&] {
    const sense::Batch batch = std::move(intake).take();
    for (const sense::Refusal& refusal : batch.refusals) refusals.tell(row_of(rows[refusal.index]), refusal.text);
    history->take(batch);
    intake = sense::Intake(catalogue, "import", now);
    rows.clear();
  };
  TRY_VOID(read_table(readings, {[&](const table::TableReading& reading) -> Result<void> {
                                   intake.add({reading.equipment, reading.tag, reading.time, reading.value, reading.uom,
                                               reading.unit, reading.lot});
                                   rows.push_back(reading.row);
                                   if (rows.size() == batch_readings) flush();
                                   return {};
                                 },
                                 [&](std::uint64_t row, const Error& error, const sense::RawReading&) -> Result<void> {
                                   refusals.tell(row_of(row), error.text);
                                   return {};
                                 }}));
  flush();
  refusals.sum_up();
  history->put_in_order();
  return history;
}

void FileHistory::take(const sense::Batch& batch) {
  const sense::Columns& columns = batch.columns;
  std::vector<std::uint32_t> contexts;
  for (const sense::Context& context : columns.dictionary) {
    const auto [found, is_new] =
        known_.try_emplace({context.unit, context.lot}, static_cast<std::uint32_t>(dictionary_.size()));
    const bool is_empty = context.unit.empty() && context.lot.empty();
    if (is_new && !is_empty) dictionary_.push_back(context);
    if (is_new && is_empty) found->second = 0;
    contexts.push_back(found->second);
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    streams_[columns.streams[i] - 1].samples.push_back(
        {columns.times[i], columns.values[i], columns.contexts.empty() ? 0 : contexts[columns.contexts[i]]});
}

// At one instant a part is measured once; a second value contradicts the first and would go to quarantine.
void FileHistory::put_in_order() {
  for (Stream& stream : streams_) {
    std::vector<Sample>& samples = stream.samples;
    const auto place = [](const Sample& sample) { return std::tie(sample.time, sample.context); };
    std::ranges::stable_sort(samples, [&](const Sample& a, const Sample& b) { return place(a) < place(b); });
    const auto twice =
        std::ranges::unique(samples, [&](const Sample& a, const Sample& b) { return place(a) == place(b); });
    samples.erase(twice.begin(), twice.end());
    stream.view.count = samples.size();
    if (samples.empty()) continue;
    stream.view.first_time = Instant{samples.front().time};
    stream.view.last_time = Instant{samples.back().time};
    stream.view.last_value = samples.back().value;
  }
}

Result<std::vector<port::StreamView>> FileHistory::streams() {
  std::vector<port::StreamView> out;
  for (const Stream& stream : streams_) out.push_back(stream.view);
  return out;
}

Result<void> FileHistory::each_block(const port::StreamView& view, Instant from, Instant to,
                                     const sense::TakeBlock& take) {
  const auto stream = std::ranges::find(streams_, view.id, [](const Stream& s) { return s.view.id; });
  if (stream == streams_.end()) return {};
  const std::vector<Sample>& samples = stream->samples;
  auto at = std::ranges::lower_bound(samples, from.ns, {}, &Sample::time);
  const auto end = std::ranges::upper_bound(samples, to.ns, {}, &Sample::time);
  std::vector<std::int64_t> times;
  std::vector<double> values;
  std::vector<std::uint32_t> contexts;
  while (at < end) {
    times.clear(), values.clear(), contexts.clear();
    for (; at < end && times.size() < block_samples; ++at) {
      times.push_back(at->time);
      values.push_back(at->value);
      contexts.push_back(at->context);
    }
    TRY_VOID(take({times, values, contexts, dictionary_}));
  }
  return {};
}

}  // namespace jidoka::app
