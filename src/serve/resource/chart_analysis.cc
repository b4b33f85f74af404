// A control chart over a stretch of a stream, or over values that are sent along: what the chart page asks while
// somebody chooses chart, rules, phase 1 and exclusions. Nothing is recorded and nothing changes.
#include <algorithm>
#include <cmath>
#include <limits>

#include "port/reads.h"
#include "resource/handlers.h"
#include "resource/stream_samples.h"
#include "resource/watches.h"
#include "spc/analysis.h"

namespace jidoka::resource {

struct AnalysedStream {
  std::string equipment;
  std::string tag;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::int64_t points = 100;
  std::int64_t subgroup_size = 1;
  double items = 1;
};
constexpr auto describe(const AnalysedStream*) {
  using json::defaulted, json::field;
  return json::type<AnalysedStream>(
      "AnalysedStream", "Which samples of a stream", field("equipment", &AnalysedStream::equipment),
      field("tag", &AnalysedStream::tag), field("from", &AnalysedStream::from, "Else the newest points"),
      field("to", &AnalysedStream::to, "Now by default"),
      defaulted("points", &AnalysedStream::points, "Newest subgroups without from; 100 by default, at most 5000"),
      defaulted("subgroup_size", &AnalysedStream::subgroup_size, "1 by default"),
      defaulted("items", &AnalysedStream::items, "p, np, u: behind each count"));
}

struct AnalysedValues {
  std::vector<std::vector<std::optional<double>>> values;
  std::int64_t subgroup_size = 1;
  std::vector<double> sizes;
  std::vector<double> nominals;
  std::vector<std::string> stages;
};
constexpr auto describe(const AnalysedValues*) {
  using json::defaulted, json::field;
  return json::type<AnalysedValues>(
      "AnalysedValues", "Values to chart, sent along",
      field("values", &AnalysedValues::values, "By characteristic, then observation; null where a cell is missing"),
      defaulted("subgroup_size", &AnalysedValues::subgroup_size, "Neighbours that belong together; 1 by default"),
      defaulted("sizes", &AnalysedValues::sizes, "p, np, u: items behind each count"),
      defaulted("nominals", &AnalysedValues::nominals, "dnom: what each should be"),
      defaulted("stages", &AnalysedValues::stages, "Of each subgroup"));
}

struct AnalyseChart {
  spc::AnalysisSpec spec;
  std::optional<AnalysedStream> stream;
  std::optional<AnalysedValues> data;
};
constexpr auto describe(const AnalyseChart*) {
  using json::field;
  return json::type<AnalyseChart>("AnalyseChart", "A chart to draw over a stream's past, or over values sent along",
                                  field("spec", &AnalyseChart::spec), field("stream", &AnalyseChart::stream),
                                  field("data", &AnalyseChart::data, "Instead of stream"));
}

struct RuleSetRate {
  spc::RuleSetName rules = spc::RuleSetName::none;
  Text name;
  std::vector<std::string> ids;
  std::optional<double> points_per_false_alarm;
};
constexpr auto describe(const RuleSetRate*) {
  using json::field;
  return json::type<RuleSetRate>("RuleSetRate", "A set of rules, and how often it signals while nothing is wrong",
                                 field("rules", &RuleSetRate::rules), field("name", &RuleSetRate::name),
                                 field("ids", &RuleSetRate::ids),
                                 field("points_per_false_alarm", &RuleSetRate::points_per_false_alarm));
}

struct AnalysedChart {
  spc::Analysis analysis;
  std::string uom;
  std::vector<Instant> times;
  std::vector<RuleSetRate> rule_sets;
};
constexpr auto describe(const AnalysedChart*) {
  using json::field;
  return json::type<AnalysedChart>("AnalysedChart", "A control chart over a series, and what else its page says",
                                   field("analysis", &AnalysedChart::analysis), field("uom", &AnalysedChart::uom),
                                   field("times", &AnalysedChart::times, "Of the last sample of each subgroup"),
                                   field("rule_sets", &AnalysedChart::rule_sets));
}

namespace {

constexpr std::uint64_t most_values = 200'000;
constexpr std::int64_t most_points = 5'000;
constexpr std::int64_t largest_analysed_subgroup = 1'000;

Failure out_of_range(const char* field, std::int64_t most) {
  return fail(Code::invalid, "out-of-range",
              {"Give 1 to " + std::to_string(most) + ".", "应为 1 至 " + std::to_string(most) + "。"}, field);
}

std::vector<std::size_t> begins_of(std::size_t values, std::size_t size) {
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; size > 1 && i < values; i += size) begins.push_back(i);
  return begins;
}

Result<spc::AnalysisData> data_of(const AnalysedValues& sent) {
  if (sent.subgroup_size < 1 || sent.subgroup_size > largest_analysed_subgroup)
    return out_of_range("data.subgroup_size", largest_analysed_subgroup);
  std::uint64_t count = 0;
  for (const auto& column : sent.values) count += column.size();
  if (count > most_values || sent.values.size() > spc::most_characteristics)
    return fail(
        Code::too_large, "too-many-values",
        {"At most 200000 values of 32 characteristics are charted at once.", "一次最多处理 32 个特性共 200000 个值。"},
        "data.values");
  spc::AnalysisData data;
  for (const auto& column : sent.values) {
    auto& values = data.values.emplace_back();
    for (const auto& value : column) values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  if (!data.values.empty())
    data.begins = begins_of(data.values.front().size(), static_cast<std::size_t>(sent.subgroup_size));
  data.sizes = sent.sizes;
  data.nominals = sent.nominals;
  data.stages = sent.stages;
  return data;
}

bool needs_sizes(spc::AnalysisChart chart) {
  using enum spc::AnalysisChart;
  return chart == p || chart == np || chart == u || chart == laney_p || chart == laney_u;
}

// Whole subgroups only, counted as judgement counts them; `answer` gets their times.
Result<spc::AnalysisData> data_of(Site& site, const AnalysedStream& asked, const spc::AnalysisSpec& spec,
                                  AnalysedChart& answer) {
  if (asked.points < 1 || asked.points > most_points) return out_of_range("stream.points", most_points);
  if (asked.subgroup_size < 1 || asked.subgroup_size > largest_analysed_subgroup)
    return out_of_range("stream.subgroup_size", largest_analysed_subgroup);
  TRY(const auto stream, site.reads->stream(asked.equipment, asked.tag));
  if (!stream) return fail(not_found("stream", "数据流", asked.equipment + "/" + asked.tag));
  answer.uom = stream->uom;
  const auto size = static_cast<std::uint64_t>(asked.subgroup_size);
  Samples found;
  if (asked.from) {
    TRY(found, samples_between(site, *stream, *asked.from, asked.to.value_or(distant_future), most_values));
  } else {
    const auto wanted = static_cast<std::uint64_t>(asked.points) * size;
    if (wanted > most_values) return out_of_range("stream.points", static_cast<std::int64_t>(most_values / size));
    TRY(found, samples_for(site, *stream, asked.to, wanted + 2 * size));
  }
  begin_with_subgroup(found, size);
  const std::size_t groups = found.list.size() / size;
  const std::size_t shown = asked.from ? groups : std::min(groups, static_cast<std::size_t>(asked.points));
  spc::AnalysisData data;
  auto& values = data.values.emplace_back();
  for (std::size_t i = (groups - shown) * size; i < groups * size; ++i) {
    values.push_back(found.list[i].value);
    if ((i + 1) % size == 0) answer.times.push_back(found.list[i].time);
  }
  data.begins = begins_of(values.size(), size);
  if (needs_sizes(spec.chart)) data.sizes.assign(values.size(), asked.items);
  return data;
}

Result<Response> analyse(Site& site, Request& request) {
  TRY(const AnalyseChart asked, body_of<AnalyseChart>(request));
  if (asked.stream.has_value() == asked.data.has_value())
    return fail(Code::invalid, "bad-source", {"Give either stream or data.", "stream 与 data 须且只能给出一个。"},
                "stream");
  AnalysedChart answer;
  spc::AnalysisData data;
  if (asked.stream) {
    TRY(data, data_of(site, *asked.stream, asked.spec, answer));
  } else {
    TRY(data, data_of(*asked.data));
  }
  TRY(answer.analysis, spc::analyse(asked.spec, data));
  for (const auto& [name, id] : describe_enum(static_cast<const spc::RuleSetName*>(nullptr)).rows) {
    spc::AnalysisSpec with = asked.spec;
    with.rules = name;
    RuleSetRate rate{name, spc::rule_set_name(name), {}, spc::points_per_false_alarm(with)};
    for (const spc::Rule rule : spc::rule_set(name).list()) rate.ids.emplace_back(spc::run_rule(rule).id);
    answer.rule_sets.push_back(std::move(rate));
  }
  return ok(answer);
}

}  // namespace

void add_chart_analysis(http::Router& router, Site& site) {
  http::Route route = post("/api/v1/charts/analyse", "read", "Draw and judge a control chart over a series",
                           &json::schema_of<AnalyseChart>, &json::schema_of<AnalysedChart>,
                           reading(site, [&site](Request& request) { return analyse(site, request); }));
  route.takes_key = false;  // asking again changes nothing
  router.add(std::move(route));
}

}  // namespace jidoka::resource
