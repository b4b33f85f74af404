#include "spc/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "resource/handlers.h"
#include "resource/watches.h"
#include "spc/run_length.h"

namespace jidoka::resource {

struct PlottedPoint {
  Instant time;  // of the last sample in it
  double value = 0;
  std::uint64_t index = 0;
  std::vector<spc::Rule> rules;
  bool learning = false;
};
constexpr auto describe(const PlottedPoint*) {
  using json::field;
  return json::type<PlottedPoint>(
      "ChartPoint", "A plotted point", field("time", &PlottedPoint::time), field("value", &PlottedPoint::value),
      field("index", &PlottedPoint::index, "From 0, the stream's first subgroup"),
      field("rules", &PlottedPoint::rules, "Run rules that it set off"), field("learning", &PlottedPoint::learning));
}
struct ChartPanel {
  std::string name;  // location | spread
  std::optional<double> center, lower, upper, sigma;
  std::vector<PlottedPoint> points;
};
constexpr auto describe(const ChartPanel*) {
  using json::field;
  return json::type<ChartPanel>(
      "ChartPanel", "One panel of a control chart", field("name", &ChartPanel::name, "location or spread"),
      field("center", &ChartPanel::center, "Absent while learning, as are the other lines"),
      field("lower", &ChartPanel::lower), field("upper", &ChartPanel::upper),
      field("sigma", &ChartPanel::sigma, "Of a plotted point"), field("points", &ChartPanel::points));
}
struct ControlChart {
  spc::ChartType type = spc::ChartType::i_mr;
  std::string uom;
  std::string line;
  std::string plan;
  std::int64_t subgroup_size = 1;
  std::vector<ChartPanel> panels;
  std::optional<judge::VerdictLimits> specification;
  Text false_alarm;
};
constexpr auto describe(const ControlChart*) {
  using json::field;
  return json::type<ControlChart>(
      "ControlChart",
      "A control chart, computed by the code that judges from the recorded samples in order of time; a late sample "
      "stands where its time is, although judgement plotted without it",
      field("type", &ControlChart::type), field("uom", &ControlChart::uom), field("line", &ControlChart::line),
      field("plan", &ControlChart::plan), field("subgroup_size", &ControlChart::subgroup_size),
      field("panels", &ControlChart::panels), field("specification", &ControlChart::specification),
      field("false_alarm", &ControlChart::false_alarm, "How often it signals while nothing is wrong"));
}

namespace {

constexpr std::uint64_t points_before = 16;  // no run rule looks back further: they warm the chart up and are not shown

Text false_alarm(const spc::ChartSpec& spec) {
  const double length = spc::average_run_length(spc::RuleSet::of(spec.rules), 0);
  if (!std::isfinite(length)) return {"No rule is in use: it never signals.", "未启用任何判异准则，不会发出信号。"};
  return {fmt::format("About one false signal in {:.0f} points while the process is stable.", length),
          fmt::format("过程稳定时，平均约每 {:.0f} 个点误报一次。", length)};
}

void add_point(ChartPanel& panel, const spc::PanelPoint& point, Instant time, std::uint64_t index, bool learning) {
  panel.points.push_back({time, point.value, index, point.fired.rules.list(), learning});
}

void add_lines(ChartPanel& panel, const spc::Limits& limits) {
  panel.center = limits.center;
  panel.lower = limits.lower;
  panel.upper = limits.upper;
  panel.sigma = limits.sigma_of_point;
}

// The end of a window of so many samples that has the one nearest to `around` in its middle.
Result<std::optional<Instant>> end_around(Site& site, const port::StreamView& stream, Instant around,
                                          std::uint64_t samples) {
  TRY(const auto after, site.reads->samples(stream.equipment, stream.tag, around, distant_future, samples / 2 + 1));
  if (after.empty()) return std::optional<Instant>();  // nothing so late: the newest are the nearest
  return std::optional(after.back().time);
}

// Of those up to `to` the newest `wanted`, and more when many came at once: doubled back in time until there are
// enough.
Result<std::vector<port::SampleView>> newest_until(Site& site, const port::StreamView& stream, Instant to,
                                                   std::uint64_t wanted) {
  constexpr std::size_t at_once = 1'000'000;
  Duration span = hours(1);
  while (true) {
    const bool is_all = !stream.first_time || to - *stream.first_time <= span;
    std::vector<port::SampleView> found;
    Instant from = is_all ? distant_past : to - span;
    while (true) {
      TRY(auto part, site.reads->samples(stream.equipment, stream.tag, from, to, at_once));
      const bool is_cut = part.size() == at_once && part.back().time != part.front().time;
      // Of the last moment of a cut part there may be more: it comes again with the next.
      if (is_cut) {
        from = part.back().time;
        std::erase_if(part, [&](const auto& sample) { return sample.time == from; });
      }
      std::ranges::move(part, std::back_inserter(found));
      if (found.size() > wanted) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(wanted));
      if (!is_cut) break;
    }
    if (found.size() >= wanted || is_all) return found;
    span = span * 4;
  }
}

struct Samples {
  std::uint64_t first = 0;  // how many of the stream come before them
  std::vector<port::SampleView> list;
};

// Whatever arrives meanwhile comes behind them, so what is before them is counted by itself.
Result<Samples> samples_for(Site& site, const port::StreamView& stream, std::optional<Instant> to,
                            std::uint64_t wanted) {
  Samples samples;
  TRY(samples.list,
      to ? newest_until(site, stream, *to, wanted) : site.reads->latest_samples(stream.equipment, stream.tag, wanted));
  if (samples.list.size() < wanted || !stream.first_time) return samples;
  // Others of the first one's moment may be missing: it is left out whole.
  const Instant cut = samples.list.front().time;
  if (samples.list.back().time != cut) std::erase_if(samples.list, [&](const auto& one) { return one.time == cut; });
  TRY(const auto before,
      site.reads->buckets(stream.equipment, stream.tag, *stream.first_time, samples.list.front().time, 1));
  for (const port::BucketView& bucket : before) samples.first += bucket.count;
  return samples;
}

const judge::Watch* choose(const std::vector<judge::WatchPtr>& watches, const std::optional<std::string>& line) {
  for (const auto& watch : watches)
    if (watch->chart && (!line || watch->line == *line)) return watch.get();
  return nullptr;
}

Result<ControlChart> draw(Site& site, const port::StreamView& stream, const judge::Watch& watch, std::uint64_t shown,
                          std::optional<Instant> to) {
  spc::ChartSpec spec = *watch.chart;
  const std::uint64_t size = spec.subgroup_size;
  TRY(const auto learnt, site.reads->learnt_limits(stream.equipment, stream.tag));
  const auto source = source_in_force(watch, learnt);
  if (source) spec.limits = *source;
  // A chart that still learns has to see everything from its first point; that is at most its learning window.
  const std::uint64_t needed =
      source ? shown + points_before : std::max<std::uint64_t>(shown, spec.limits.learn.value_or(0));
  TRY(auto found, samples_for(site, stream, to, needed * size + 2 * size));
  auto& [first, samples] = found;
  // Subgroups are counted from the stream's first sample, so the first one here begins where a whole one does.
  const std::uint64_t skipped = std::min<std::uint64_t>((size - first % size) % size, samples.size());
  samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(skipped));

  std::vector<double> values;
  for (const auto& sample : samples) values.push_back(sample.value);
  TRY(const auto points, spc::evaluate(spec, values));
  ControlChart chart{spec.type,
                     stream.uom,
                     watch.line,
                     watch.plan,
                     static_cast<std::int64_t>(size),
                     {{"location", {}, {}, {}, {}, {}}, {"spread", {}, {}, {}, {}, {}}},
                     std::nullopt,
                     false_alarm(spec)};
  if (watch.lower || watch.upper || watch.target)
    chart.specification = judge::VerdictLimits{watch.target, watch.lower, watch.upper, std::nullopt};
  const std::size_t hidden = points.size() > shown ? points.size() - shown : 0;
  for (std::size_t i = hidden; i < points.size(); ++i) {
    const spc::Point& point = points[i];
    const Instant time = samples[(i + 1) * size - 1].time;
    const std::uint64_t index = (first + skipped) / size + i;
    add_point(chart.panels[0], point.location, time, index, !point.limits);
    if (point.spread) add_point(chart.panels[1], *point.spread, time, index, !point.limits);
  }
  if (const auto panels = panels_of(watch, learnt)) {
    add_lines(chart.panels[0], panels->location);
    add_lines(chart.panels[1], panels->spread);
  }
  return chart;
}

Result<Response> chart(Site& site, Request& request) {
  TRY(const auto shown, number_of(request, "points", 200, 5'000));
  TRY(auto to, instant_of(request, "to"));
  TRY(const auto around, instant_of(request, "around"));
  if (to && around)
    return fail(Code::invalid, "bad-span", {"Give to or around, not both.", "to 与 around 只能给出一个。"}, "around");
  TRY(const auto stream, site.reads->stream(request.parameters[0], request.parameters[1]));
  const std::string id = request.parameters[0] + "/" + request.parameters[1];
  if (!stream) return fail(not_found("stream", "数据流", id));
  TRY(const auto watches, watches_of(site, *stream));
  const judge::Watch* watch = choose(watches, text_of(request, "line"));
  if (watch == nullptr)
    return fail(Code::not_found, "no-chart",
                {"No control plan line in force draws a control chart of " + id + ".",
                 "没有生效的控制计划行为 " + id + " 绘制控制图。"},
                "line");
  if (around) {
    TRY(to, end_around(site, *stream, *around, std::max<std::uint64_t>(shown, 1) * watch->chart->subgroup_size));
  }
  TRY(const auto drawn, draw(site, *stream, *watch, shown == 0 ? 1 : shown, to));
  return ok(drawn);
}

}  // namespace

void add_chart(http::Router& router, Site& site) {
  router.add(with(
      get("/api/v1/streams/{equipment}/{tag}/chart", "read", "The control chart of a stream",
          &json::schema_of<ControlChart>, reading(site, [&site](Request& request) { return chart(site, request); })),
      {{"line", "Of the control plan; the first with a chart by default"},
       {"points", "200 by default", R"({"type":"integer","minimum":1,"maximum":5000})"},
       {"to", "Up to this time; now by default", R"({"type":"string","format":"date-time"})"},
       {"around", "With the point nearest to this time in the middle; instead of to",
        R"({"type":"string","format":"date-time"})"}}));
}

}  // namespace jidoka::resource
