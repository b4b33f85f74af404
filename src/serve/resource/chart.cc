#include "spc/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "resource/handlers.h"
#include "resource/stream_samples.h"
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

// Points that warm the chart up and are not shown. No run rule looks back further than 16; an EWMA forgets what is
// thirty of its lengths ago, and a CUSUM what was before it last stood at 0.
std::uint64_t points_before(const spc::ChartSpec& spec) {
  if (spec.type == spc::ChartType::ewma)
    return std::max<std::uint64_t>(16, static_cast<std::uint64_t>(30 / spec.tuning.lambda));
  return spec.type == spc::ChartType::cusum ? 2000 : 16;
}

// Of normal points; counts and moving averages have no such figure.
std::optional<double> points_per_false_alarm(const spc::ChartSpec& spec) {
  using enum spc::ChartType;
  const spc::ChartTuning& tuning = spec.tuning;
  const spc::RuleSet rules = spc::RuleSet::of(spec.rules);
  if (spc::is_of_counts(spec.type) || spec.type == moving_average) return std::nullopt;
  if (spec.type != ewma && spec.type != cusum) return spc::average_run_length(rules, 0);
  if (!spc::limit_rule(rules)) return std::numeric_limits<double>::infinity();
  if (spec.type == ewma && tuning.lambda >= 0.05 && tuning.l <= 10)
    return spc::ewma_run_length({tuning.lambda, tuning.l}, 0);
  if (spec.type == cusum && tuning.h <= 50)
    return spc::cusum_run_length({tuning.k, tuning.h, tuning.fir ? tuning.h / 2 : 0}, 0);
  return std::nullopt;
}

Text false_alarm(const spc::ChartSpec& spec) {
  const auto known = points_per_false_alarm(spec);
  if (!known)
    return {"How often this chart signals falsely depends on the process and is not given.",
            "该控制图的误报率取决于过程本身，此处不给出。"};
  const double length = *known;
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

const judge::Watch* choose(const std::vector<judge::WatchPtr>& watches, const std::optional<std::string>& line) {
  const judge::Watch* shadow = nullptr;  // shown only where nothing in force is
  for (const auto& watch : watches) {
    if (!watch->chart || (line && watch->line != *line)) continue;
    if (watch->mode != plant::Mode::shadow) return watch.get();
    if (shadow == nullptr) shadow = watch.get();
  }
  return shadow;
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
      source ? shown + points_before(spec) : std::max<std::uint64_t>(shown, spec.limits.learn.value_or(0));
  TRY(auto found, samples_for(site, stream, to, needed * size + 2 * size));
  begin_with_subgroup(found, size);
  const auto& [first, samples] = found;
  std::vector<double> values;
  for (const auto& sample : samples) values.push_back(sample.value);
  TRY(const auto points, spc::evaluate(spec, values));
  ControlChart chart{spec.type,
                     stream.uom,
                     watch.line,
                     watch.plan,
                     static_cast<std::int64_t>(size),
                     {{"location", {}, {}, {}, {}, {}}},
                     std::nullopt,
                     false_alarm(spec)};
  const bool has_spread = !spc::chart_kind(spec.type).spread_en.empty();
  if (has_spread) chart.panels.push_back({"spread", {}, {}, {}, {}, {}});
  if (watch.lower || watch.upper || watch.target)
    chart.specification = judge::VerdictLimits{watch.target, watch.lower, watch.upper, std::nullopt};
  const std::size_t hidden = points.size() > shown ? points.size() - shown : 0;
  for (std::size_t i = hidden; i < points.size(); ++i) {
    const spc::Point& point = points[i];
    const Instant time = samples[(i + 1) * size - 1].time;
    const std::uint64_t index = first / size + i;
    add_point(chart.panels[0], point.location, time, index, !point.limits);
    if (point.spread && has_spread) add_point(chart.panels[1], *point.spread, time, index, !point.limits);
  }
  if (const auto panels = panels_of(watch, learnt)) {
    add_lines(chart.panels[0], panels->location);
    if (has_spread) add_lines(chart.panels[1], panels->spread);
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
