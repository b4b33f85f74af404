#include <fmt/format.h>

#include <CLI/App.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <set>

#include "jidoka/command.h"
#include "jidoka/import_acts.h"
#include "jidoka/import_summary.h"
#include "jidoka/site_door.h"
#include "table/map.h"

namespace jidoka::app {

namespace {

constexpr std::size_t batch_readings = 10'000;
constexpr std::size_t piece_bytes = 1u << 20;

struct Settings {
  std::string file;
  std::string map;
  std::string acts;
  std::string source = "import";
  SiteChoice site;
};

// Gathers readings into batches, hands them in, and counts what became of them.
class Importer {
 public:
  Importer(SiteDoor& door, std::string source, ImportSummary& summary) : door_(door), summary_(summary) {
    batch_.source = std::move(source);
  }

  table::TableTaker taker() {
    return {[this](const table::TableReading& reading) -> Result<void> {
              summary_.streams.insert({std::string(reading.equipment), std::string(reading.tag)});
              return add(reading.row, ImportedReading{std::string(reading.equipment), std::string(reading.tag),
                                                      reading.time, reading.value, std::string(reading.uom),
                                                      std::string(reading.unit), std::string(reading.lot)});
            },
            [this](std::uint64_t row, const Error& error, const sense::RawReading& raw) {
              return add(row, ImportedBatch::Wrong{error, raw});
            }};
  }

  Result<void> flush() {
    if (batch_.readings.empty()) return {};
    TRY(const loop::IngestReply reply, door_.take(batch_));
    summary_.accepted += reply.accepted;
    summary_.duplicates += reply.duplicates;
    summary_.quarantined += reply.quarantined;
    for (const sense::Refusal& refusal : reply.refused)
      if (summary_.first_refused.size() < ImportSummary::shown_refusals && refusal.index < rows_.size())
        summary_.first_refused.push_back({rows_[refusal.index], refusal});
    batch_.readings.clear();
    rows_.clear();
    return {};
  }

 private:
  template <class Reading>
  Result<void> add(std::uint64_t row, Reading&& reading) {
    batch_.readings.emplace_back(std::forward<Reading>(reading));
    rows_.push_back(row);
    return batch_.readings.size() < batch_readings ? Result<void>() : flush();
  }

  SiteDoor& door_;
  ImportSummary& summary_;
  ImportedBatch batch_;
  std::vector<std::uint64_t> rows_;  // of the file, one for each reading of the batch
};

Failure unreadable(const std::string& file) {
  return fail(Code::not_found, "unreadable", {file + " cannot be read.", "无法读取 " + file + "。"});
}

Result<table::TableMap> read_map(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return unreadable(file);
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  return table::parse_map(text, file);
}

void show_progress(Console& console, std::uint64_t bytes, std::uint64_t size, std::uint64_t rows) {
  if (!console.err_is_terminal || size == 0) return;
  console.err << fmt::format("\r{:3} %  {} ", bytes * 100 / size, rows) << console.say({"rows", "行"}) << std::flush;
}

Result<void> feed(Console& console, const std::string& file, table::Import& import) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(file, failed);
  if (!stream || failed) return unreadable(file);
  std::string piece(piece_bytes, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    TRY_VOID(import.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(stream.gcount()))));
    show_progress(console, import.bytes(), size, import.rows());
  }
  if (stream.bad()) return unreadable(file);
  TRY_VOID(import.finish());
  if (console.err_is_terminal) console.err << '\n';
  return {};
}

Result<int> import_file(Console& console, const Settings& settings) {
  TRY(table::TableMap map, read_map(settings.map));
  if (!std::ifstream(settings.file, std::ios::binary)) return unreadable(settings.file);
  TRY(const auto door, open_existing(settings.site));
  ImportSummary summary;
  TRY(summary.newest_before, newest_verdict(*door));
  Importer importer(*door, settings.source, summary);
  table::Import import(std::move(map), importer.taker());
  const auto began = std::chrono::steady_clock::now();
  TRY_VOID(feed(console, settings.file, import));
  TRY_VOID(importer.flush());
  summary.rows = import.rows();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  TRY_VOID(count_verdicts(*door, summary));
  print(console, summary);
  return done;
}

}  // namespace

Run import_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  auto* file = app.add_option("file", settings->file, options.help({"The CSV file", "CSV 文件"}));
  auto* map = app.add_option("--map", settings->map,
                             options.help({"How its columns become readings (YAML)", "列到读数的映射文件（YAML）"}));
  file->needs(map);
  app.add_option(
         "--acts", settings->acts,
         options.help({"Instead: acts of production, one JSON object a line", "改为导入生产记录：每行一个 JSON 对象"}))
      ->excludes(file);
  app.add_option("--source", settings->source,
                 options.help({"The plant's source that it counts as", "归属的数据源编号"}))
      ->capture_default_str();
  add_site_options(options, settings->site);
  return [settings](Console& console) -> Result<int> {
    if (!settings->acts.empty()) return import_acts(console, settings->acts, settings->site);
    if (settings->file.empty() || settings->map.empty()) {
      console.err << "jidoka: "
                  << console.say(
                         {"name a CSV file and its --map, or --acts FILE", "请指定 CSV 文件及 --map，或 --acts 文件"})
                  << '\n';
      return wrong_usage;
    }
    return import_file(console, *settings);
  };
}

}  // namespace jidoka::app
