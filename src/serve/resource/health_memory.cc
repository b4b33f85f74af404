#include "resource/health_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "json/decode.h"
#include "json/encode.h"
#include "log/log.h"
#include "resource/health_watch.h"

namespace jidoka::resource {

std::vector<RememberedSource> read_remembered_sources(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return {};
  std::ostringstream text;
  text << in.rdbuf();
  auto found = json::decode<std::vector<RememberedSource>>(text.str());
  if (found) return std::move(*found);
  log::warning("health", "what was remembered of the sources cannot be read", {{"why", found.error().text.en}});
  return {};
}

Result<void> write_remembered_sources(const std::string& file, const std::vector<RememberedSource>& sources) {
  const std::string beside = file + ".new";
  std::error_code failed;
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << json::encode(sources);
    out.flush();
    if (!out) failed = std::make_error_code(std::errc::io_error);
  }
  if (!failed) std::filesystem::rename(beside, file, failed);
  if (!failed) return {};
  return fail(Code::unavailable, "health-memory",
              {file + " cannot be written: " + failed.message(), "无法写入 " + file + "：" + failed.message()});
}

void HealthWatch::restore() {
  if (options_.file.empty()) return;
  for (RememberedSource& known : read_remembered_sources(options_.file)) {
    sources_[known.id].last_arrival = known.last_arrival;
    for (std::string& stream : known.streams) remembered_[std::move(stream)] = known.id;
  }
}

// The mutex is held.
void HealthWatch::remember() {
  if (options_.file.empty()) return;
  std::map<std::string, RememberedSource> all;
  for (const auto& [id, source] : sources_)
    if (source.last_arrival && !id.empty()) all[id] = {id, *source.last_arrival, {}};
  for (const Stream& stream : streams_)
    if (stream.source)
      if (const auto found = all.find(*stream.source); found != all.end()) found->second.streams.push_back(stream.id());
  std::vector<RememberedSource> list;
  for (auto& [id, source] : all) list.push_back(std::move(source));
  if (const auto written = write_remembered_sources(options_.file, list); !written)
    log::warning("health", "sources are not remembered", {{"why", written.error().text.en}});
}

std::string HealthWatch::metrics() {
  const auto label = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '\\' || c == '"') out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    return out;
  };
  const auto all = sources();
  std::string out =
      "# HELP jidoka_source_readings_total Readings recorded, by source\n# TYPE jidoka_source_readings_total counter\n";
  for (const auto& source : all)
    out += fmt::format("jidoka_source_readings_total{{source=\"{}\"}} {}\n", label(source.id), source.readings);
  out += "# HELP jidoka_source_up Whether readings come from it\n# TYPE jidoka_source_up gauge\n";
  for (const auto& source : all)
    out += fmt::format("jidoka_source_up{{source=\"{}\"}} {}\n", label(source.id),
                       source.state == port::SourceState::connected ? 1 : 0);
  const std::lock_guard lock(mutex_);
  const Instant now = options_.clock->now();
  const auto count = [&](sense::HealthState state) {
    return std::ranges::count_if(streams_, [&](const Stream& stream) { return stream.health.state(now) == state; });
  };
  out += fmt::format(
      "# HELP jidoka_silent_streams Streams that are silent\n# TYPE jidoka_silent_streams gauge\n"
      "jidoka_silent_streams {}\n"
      "# HELP jidoka_disconnected_streams Streams whose node or device has died\n"
      "# TYPE jidoka_disconnected_streams gauge\njidoka_disconnected_streams {}\n",
      count(sense::HealthState::silent), count(sense::HealthState::not_connected));
  return out;
}

}  // namespace jidoka::resource
