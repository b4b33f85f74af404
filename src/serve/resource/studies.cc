// Studies on request: what one asks is computed and answered, nothing is recorded.
#include <fmt/format.h>

#include "resource/handlers.h"
#include "study/capability.h"
#include "study/grr.h"
#include "study/summary.h"

namespace jidoka::resource {

struct StudyStream {
  std::string equipment, tag;
  std::optional<Instant> from, to;
  std::optional<std::uint32_t> newest;
};
constexpr auto describe(const StudyStream*) {
  using json::field;
  return json::type<StudyStream>("StudyStream", "Recorded samples of a stream: of a span of time, or the newest",
                                 field("equipment", &StudyStream::equipment), field("tag", &StudyStream::tag),
                                 field("from", &StudyStream::from), field("to", &StudyStream::to, "Now by default"),
                                 field("newest", &StudyStream::newest, "Without from: so many, 1000 by default"));
}

struct DescribeRequest {
  std::optional<std::vector<double>> values;
  std::optional<StudyStream> stream;
};
constexpr auto describe(const DescribeRequest*) {
  using json::field;
  return json::type<DescribeRequest>("DescribeRequest", "Values, or a stream that has them",
                                     field("values", &DescribeRequest::values, "At most 100 000, in order"),
                                     field("stream", &DescribeRequest::stream));
}

struct CapabilityRequest {
  std::optional<std::vector<double>> values;
  std::optional<std::vector<std::string>> subgroups;
  std::optional<StudyStream> stream;
  std::uint32_t subgroup_size = 1;
  std::optional<double> lower, target, upper;
  double confidence = 0.95;
  double required = 1.33;
  std::optional<study::SigmaMethod> sigma;
  study::DistributionChoice distribution = study::DistributionChoice::normal;
  std::optional<double> lambda;
};
constexpr auto describe(const CapabilityRequest*) {
  using json::defaulted, json::field;
  return json::type<CapabilityRequest>(
      "CapabilityRequest", "What a capability study is made of",
      field("values", &CapabilityRequest::values, "At most 100 000, in order; or a stream"),
      field("subgroups", &CapabilityRequest::subgroups,
            "For each value the name of its subgroup; instead of subgroup_size"),
      field("stream", &CapabilityRequest::stream, "Its oldest samples that fill no subgroup are left out"),
      defaulted("subgroup_size", &CapabilityRequest::subgroup_size, "Values in a row that are one; 1 by default"),
      field("lower", &CapabilityRequest::lower),
      field("target", &CapabilityRequest::target, "Of Cpm; the centre by default"),
      field("upper", &CapabilityRequest::upper),
      defaulted("confidence", &CapabilityRequest::confidence, "Of intervals; 0.95 by default"),
      defaulted("required", &CapabilityRequest::required, "Cpk that is asked for; 1.33 by default"),
      field("sigma", &CapabilityRequest::sigma, "How sigma within is estimated"),
      defaulted("distribution", &CapabilityRequest::distribution, "normal by default"),
      field("lambda", &CapabilityRequest::lambda, "Of Box-Cox, instead of the most likely one"));
}

struct GaugeReading {
  std::string part, appraiser;
  double value = 0;
};
constexpr auto describe(const GaugeReading*) {
  using json::field;
  return json::type<GaugeReading>("GaugeReading", "One measurement of a gauge study",
                                  field("part", &GaugeReading::part), field("appraiser", &GaugeReading::appraiser),
                                  field("value", &GaugeReading::value));
}
enum class GaugeDesign : std::uint8_t { crossed, nested };
constexpr auto describe_enum(const GaugeDesign*) {
  return json::names<GaugeDesign>({{GaugeDesign::crossed, "crossed"}, {GaugeDesign::nested, "nested"}});
}
struct GaugeRequest {
  std::vector<GaugeReading> readings;
  GaugeDesign design = GaugeDesign::crossed;
  study::GaugeMethod method = study::GaugeMethod::anova;
  std::optional<double> tolerance;
};
constexpr auto describe(const GaugeRequest*) {
  using json::defaulted, json::field;
  return json::type<GaugeRequest>(
      "GaugeRequest", "Readings of a study of repeatability and reproducibility",
      field("readings", &GaugeRequest::readings, "At most 100 000; trials in order"),
      defaulted("design", &GaugeRequest::design, "crossed by default"),
      defaulted("method", &GaugeRequest::method, "anova by default"),
      field("tolerance", &GaugeRequest::tolerance, "Upper minus lower specification limit"));
}

namespace {

constexpr std::size_t most_values = 100'000;

Failure too_many(std::string field) {
  return fail(Code::too_large, "study-too-large",
              {fmt::format("A study here has at most {} values; choose a shorter span.", most_values),
               fmt::format("此处研究最多 {} 个值，请缩短时间范围。", most_values)},
              std::move(field));
}

Result<std::vector<double>> recorded(Site& site, const StudyStream& asked) {
  TRY(const auto stream, site.reads->stream(asked.equipment, asked.tag));
  if (!stream) return fail(not_found("stream", "数据流", asked.equipment + "/" + asked.tag));
  std::vector<port::SampleView> samples;
  if (asked.from || asked.to) {
    TRY(samples, site.reads->samples(asked.equipment, asked.tag, asked.from.value_or(distant_past),
                                     asked.to.value_or(distant_future), most_values + 1));
  } else {
    TRY(samples, site.reads->latest_samples(asked.equipment, asked.tag,
                                            std::min<std::size_t>(asked.newest.value_or(1000), most_values + 1)));
  }
  if (samples.size() > most_values) return too_many("stream");
  std::vector<double> values;
  values.reserve(samples.size());
  for (const port::SampleView& sample : samples) values.push_back(sample.value);
  return values;
}

Result<std::vector<double>> values_of(Site& site, std::optional<std::vector<double>>& values,
                                      const std::optional<StudyStream>& stream) {
  if (values.has_value() == stream.has_value())
    return fail(Code::invalid, "values-or-stream",
                {"Give values, or a stream that has them.", "请给出 values 或 stream，二者选一。"}, "values");
  if (stream) return recorded(site, *stream);
  if (values->size() > most_values) return too_many("values");
  return std::move(*values);
}

Result<study::Subgroups> subgroups_of(CapabilityRequest& asked, std::vector<double> values) {
  if (asked.subgroups) {
    if (asked.subgroups->size() != values.size() || asked.stream)
      return fail(Code::invalid, "subgroups-mismatch",
                  {"subgroups has one name for each of values.", "subgroups 应与 values 一一对应。"}, "subgroups");
    return study::Subgroups::by_label(values, *asked.subgroups);
  }
  if (asked.stream && asked.subgroup_size > 1)
    values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() % asked.subgroup_size));
  return study::Subgroups::in_sizes_of(std::move(values), asked.subgroup_size);
}

Result<Response> study_values(Site& site, Request& request) {
  TRY(DescribeRequest asked, body_of<DescribeRequest>(request));
  TRY(const std::vector<double> values, values_of(site, asked.values, asked.stream));
  TRY(const study::Summary found, study::summarise(values));
  return ok(found);
}

Result<Response> study_capability(Site& site, Request& request) {
  TRY(CapabilityRequest asked, body_of<CapabilityRequest>(request));
  TRY(std::vector<double> values, values_of(site, asked.values, asked.stream));
  TRY(const study::Subgroups subgroups, subgroups_of(asked, std::move(values)));
  study::CapabilitySettings settings;
  settings.specification = {asked.lower, asked.target, asked.upper};
  settings.confidence = asked.confidence;
  settings.required = asked.required;
  settings.sigma = asked.sigma;
  settings.distribution = asked.distribution;
  settings.lambda = asked.lambda;
  TRY(const study::Capability found, study::study_capability(subgroups, settings));
  return ok(found);
}

Result<Response> study_gauge(Request& request) {
  TRY(GaugeRequest asked, body_of<GaugeRequest>(request));
  if (asked.readings.size() > most_values) return too_many("readings");
  std::vector<std::string> parts;
  std::vector<std::string> appraisers;
  std::vector<double> values;
  for (GaugeReading& one : asked.readings) {
    parts.push_back(std::move(one.part));
    appraisers.push_back(std::move(one.appraiser));
    values.push_back(one.value);
  }
  TRY(const study::GaugeReadings readings, study::gauge_readings(parts, appraisers, values));
  study::GaugeSettings settings;
  settings.method = asked.method;
  settings.tolerance = asked.tolerance;
  TRY(const study::GaugeStudy found, asked.design == GaugeDesign::nested ? study::study_nested(readings, settings)
                                                                         : study::study_crossed(readings, settings));
  return ok(found);
}

void add(http::Router& router, http::Route route) {
  route.takes_key = false;  // asking again changes nothing
  router.add(std::move(route));
}

}  // namespace

void add_studies(http::Router& router, Site& site) {
  add(router, post("/api/v1/studies/describe", "read", "What values look like", &json::schema_of<DescribeRequest>,
                   &json::schema_of<study::Summary>,
                   reading(site, [&site](Request& request) { return study_values(site, request); })));
  add(router, post("/api/v1/studies/capability", "read", "A capability study of values or of a stream",
                   &json::schema_of<CapabilityRequest>, &json::schema_of<study::Capability>,
                   reading(site, [&site](Request& request) { return study_capability(site, request); })));
  add(router, post("/api/v1/studies/gauge", "read", "A study of repeatability and reproducibility",
                   &json::schema_of<GaugeRequest>, &json::schema_of<study::GaugeStudy>,
                   reading(site, [](Request& request) { return study_gauge(request); })));
}

}  // namespace jidoka::resource
