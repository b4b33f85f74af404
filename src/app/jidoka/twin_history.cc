#include "jidoka/twin_history.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "json/encode.h"
#include "twin/words.h"

namespace jidoka::app {

namespace {

Failure cannot_write(const std::filesystem::path& path) {
  return fail(Code::unavailable, "cannot-write",
              {path.string() + " cannot be written.", "无法写入 " + path.string() + "。"});
}

// One row a moment, a place and a unit, with a column for each tag; what was not measured then is empty.
class Table {
 public:
  Table(const twin::Layout& layout, std::ostream& out) : layout_(layout), out_(out), cells_(layout.variables.size()) {
    out_ << "time,equipment,unit";
    for (const twin::VariablePlan& variable : layout.variables) out_ << ',' << variable.tag;
    out_ << '\n';
  }
  void add(const twin::Reading& reading) {
    const twin::StreamPlan& stream = layout_.streams[reading.stream];
    if (is_open_ && (at_ != reading.at || unit_ != reading.unit || equipment_ != stream.equipment)) close();
    is_open_ = true;
    at_ = reading.at;
    unit_ = reading.unit;
    equipment_ = stream.equipment;
    cells_[stream.variable] = twin::value_of(layout_, reading);
    ++readings;
  }
  void close() {
    if (!is_open_) return;
    row_ = to_string(at_) + ',' + layout_.equipment[equipment_].id + ',';
    if (unit_ != 0) row_ += twin::serial_of(layout_, unit_);
    for (std::string& cell : cells_) {
      row_ += ',';
      row_ += cell;
      cell.clear();
    }
    out_ << row_ << '\n';
    is_open_ = false;
    ++rows;
  }

  std::uint64_t readings = 0;
  std::uint64_t rows = 0;

 private:
  const twin::Layout& layout_;
  std::ostream& out_;
  bool is_open_ = false;
  Instant at_;
  std::uint32_t unit_ = 0;
  twin::Index equipment_ = 0;
  std::vector<std::string> cells_;
  std::string row_;
};

void write_map(const twin::Layout& layout, std::ostream& out) {
  out << "# The columns of readings.csv, for jidoka import --map.\n"
         "time: {column: time, format: rfc3339}\nequipment: {column: equipment}\nunit: {column: unit}\nreadings:\n";
  for (const twin::VariablePlan& variable : layout.variables)
    out << "  - {column: " << variable.tag << ", tag: " << variable.tag << "}\n";
}

}  // namespace

Result<WrittenHistory> write_history(const twin::Layout& layout, std::uint64_t seed, Instant from, Instant until,
                                     const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return cannot_write(folder);
  std::ofstream acts(fs::path(folder) / "acts.ndjson", std::ios::binary);
  std::ofstream readings(fs::path(folder) / "readings.csv", std::ios::binary);
  std::ofstream map(fs::path(folder) / "readings-map.yaml", std::ios::binary);
  write_map(layout, map);
  Table table(layout, readings);
  WrittenHistory written;
  twin::Foreman foreman(layout, {[&](const twin::Act& act) {
                                   acts << produce::write_act(twin::act_of(layout, act, act.at)) << '\n';
                                   ++written.acts;
                                 },
                                 [&](const twin::Reading& reading) { table.add(reading); }});
  twin::Twin plant(layout, seed, from, foreman);
  twin::live_through(plant, layout, foreman, until);
  table.close();
  for (std::ofstream* file : {&acts, &readings, &map}) {
    file->close();
    if (!*file) return cannot_write(folder);
  }
  written.readings = table.readings;
  written.rows = table.rows;
  return written;
}

}  // namespace jidoka::app
