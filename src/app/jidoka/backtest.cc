#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <ostream>
#include <thread>

#include "http/escape.h"
#include "jidoka/api_client.h"
#include "jidoka/backtest_file.h"
#include "jidoka/backtest_print.h"
#include "jidoka/command.h"
#include "jidoka/plant_files.h"
#include "jidoka/site_door.h"
#include "jidoka/system.h"
#include "trial/jobs.h"
#include "trial/trial.h"

namespace jidoka::app {

namespace {

struct Settings {
  std::vector<std::string> plan;
  std::vector<std::string> against;
  std::vector<std::string> streams;
  ReadingsFile readings;
  std::string from;
  std::string to;
  SiteChoice site;
  bool json = false;
};

Result<std::optional<Instant>> instant_of(const std::string& text) {
  if (text.empty()) return std::optional<Instant>();
  TRY(const Instant instant, parse_instant(text));
  return std::optional(instant);
}

Result<trial::Range> range_of(const Settings& settings) {
  trial::Range range{settings.streams, std::nullopt, std::nullopt};
  TRY(range.from, instant_of(settings.from));
  TRY(range.to, instant_of(settings.to));
  return range;
}

// All mistakes at once; false when there are some.
bool report_mistakes(Console& console, const std::vector<Error>& errors, const plant::Faults* faults) {
  for (const Error& error : errors) console.err << console.say(error.text) << '\n';
  if (faults != nullptr)
    for (const plant::Fault& fault : *faults) console.err << console.say(plant::shown(fault)) << '\n';
  return errors.empty() && faults == nullptr;
}

void show_progress(Console& console, double part, std::uint64_t readings) {
  if (console.err_is_terminal)
    console.err << fmt::format("\r{:3.0f} %  {} ", part * 100, readings) << console.say({"readings", "个读数"})
                << std::flush;
}

// Runs it on the console's thread and a few helpers, and says on a terminal how far it is.
Result<backtest::Report> run_here(Console& console, const trial::Trial& trial, trial::History& history) {
  const std::size_t helpers = std::max(1u, std::thread::hardware_concurrency()) - 1;
  async::ThreadPool pool("backtest", {.threads = std::max<std::size_t>(helpers, 1), .waiting = 1});
  trial::Progress progress;
  std::atomic<bool> is_over = false;
  std::thread shower([&] {
    while (!is_over) {
      show_progress(console, static_cast<double>(progress.done) / 1e6, progress.readings);
      for (int i = 0; i < 5 && !is_over; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(40));
    }
  });
  auto report = trial::run(trial, history, progress, {&pool, helpers});
  is_over = true;
  shower.join();
  if (console.err_is_terminal) console.err << '\r' << std::string(40, ' ') << '\r';
  return report;
}

struct Known {  // of the site, when there is one
  plant::Model model;
  OpenStore store;
  plant::OpenedStreams opened;
};

Result<Known> known_site(const Settings& settings) {
  Known known;
  TRY(const StoreUrl url, settings.site.store.url());
  auto store = open_reads_only(url);
  const bool needs_none = !settings.readings.file.empty();
  if (!store && needs_none && store.error().slug == "no-store") return known;
  if (!store) return Failure(std::move(store).error());
  known.store = std::move(*store);
  TRY(const auto documents, known.store.reads->documents());
  TRY(known.model, model_of(documents));
  TRY(const auto streams, known.store.reads->streams());
  known.opened = plant::opened_streams(streams);
  return known;
}

// The plant as it is without the draft: what is in force, or what --against says.
std::expected<plant::Model, plant::Faults> active_of(const Known& known, const std::vector<json::Document>& against) {
  if (against.empty()) return known.model;
  auto checked = plant::check_documents(known.model, against, {}, known.opened);
  if (!checked) return std::unexpected(std::move(checked).error());
  return std::move(checked->model);
}

Result<int> show(Console& console, const Settings& settings, const backtest::Report& report) {
  if (settings.json)
    console.out << json::encode(report) << '\n';
  else
    print(console, report);
  return done;
}

Result<int> compare_here(Console& console, const Settings& settings) {
  const PlantFiles draft_files = read_plant_files(settings.plan);
  const PlantFiles against_files = read_plant_files(settings.against);
  if (!report_mistakes(console, draft_files.errors, nullptr)) return refused;
  if (!report_mistakes(console, against_files.errors, nullptr)) return refused;
  TRY(const trial::Range range, range_of(settings));
  TRY(Known known, known_site(settings));
  std::vector<trial::MeasuredStream> measured;
  if (!settings.readings.file.empty()) {
    TRY(measured, streams_of_file(settings.readings));
    if (known.model.equipment.empty()) {
      trial::assume(known.model, draft_files.documents, measured);
      trial::assume(known.model, against_files.documents, measured);
    }
  }
  const auto active = active_of(known, against_files.documents);
  if (!active) return report_mistakes(console, {}, &active.error()), refused;
  auto draft = trial::check_draft(*active, draft_files.documents, known.opened);
  if (!draft) return report_mistakes(console, {}, &draft.error()), refused;
  std::unique_ptr<trial::History> history;
  if (settings.readings.file.empty()) {
    history = std::make_unique<trial::Recorded>(*known.store.reads);
  } else {
    SystemClock clock;
    TRY(history, FileHistory::load(console, settings.readings, *draft->model, measured, clock.now()));
  }
  TRY(const trial::Trial trial,
      trial::prepare(std::move(*draft), std::make_shared<plant::Model>(*active), *history, range));
  TRY(const backtest::Report report, run_here(console, trial, *history));
  return show(console, settings, report);
}

Result<int> compare_there(Console& console, const Settings& settings) {
  const PlantFiles files = read_plant_files(settings.plan);
  if (!report_mistakes(console, files.errors, nullptr)) return refused;
  TRY(const trial::Range range, range_of(settings));
  trial::AskBacktest asked{{}, range.streams, range.from, range.to};
  for (const json::Document& document : files.documents) asked.documents.push_back({json::to_text(document.value)});
  TRY(ApiClient api, ApiClient::connect_to(settings.site.server));
  TRY(trial::JobView job, api.post<trial::JobView>("/api/v1/backtests", asked, Patience::five_minutes));
  while (job.state == trial::JobState::waiting || job.state == trial::JobState::running) {
    show_progress(console, job.progress, job.readings);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    TRY(job, api.get<trial::JobView>("/api/v1/backtests/" + http::escaped(job.id)));
  }
  if (console.err_is_terminal) console.err << '\r' << std::string(40, ' ') << '\r';
  if (job.result) return show(console, settings, *job.result);
  return fail(Code::conflict, "backtest-ended",
              job.error.value_or(Text{"The back-test was cancelled.", "回测已取消。"}));
}

}  // namespace

Run backtest_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  app.add_option(
         "--plan", settings->plan,
         options.help({"The draft: a control plan, or plant files or folders", "草案：控制计划或其他工厂文件、目录"}))
      ->required();
  app.add_option("--against", settings->against,
                 options.help({"What it is compared with instead of the plan in force", "对比对象，默认为现行版本"}));
  auto* readings = app.add_option("--readings", settings->readings.file,
                                  options.help({"Recorded readings: a CSV file", "历史读数：CSV 文件"}));
  auto* map = app.add_option("--map", settings->readings.map,
                             options.help({"How its columns become readings (YAML)", "列到读数的映射文件（YAML）"}));
  readings->needs(map);
  map->needs(readings);
  app.add_option(
      "--stream", settings->streams,
      options.help({"EQUIPMENT/TAG, by default all that the plan judges", "设备/变量，默认为控制计划判定的全部"}));
  app.add_option("--from", settings->from, options.help({"Only from this time on", "起始时间"}));
  app.add_option("--to", settings->to, options.help({"Only up to this time", "截止时间"}));
  app.add_flag("--json", settings->json, options.help({"The whole result as JSON", "以 JSON 输出全部结果"}));
  add_site_options(options, settings->site);
  return [settings](Console& console) -> Result<int> {
    if (settings->site.server.empty()) return compare_here(console, *settings);
    if (!settings->readings.file.empty() || !settings->against.empty())
      return fail(Code::invalid, "backtest-server",
                  {"A server judges its own readings against what is in force there. Leave out --readings and "
                   "--against, or --server.",
                   "服务器只用自己的读数与现行版本对比。请去掉 --readings 和 --against，或去掉 --server。"},
                  "--server");
    return compare_there(console, *settings);
  };
}

}  // namespace jidoka::app
