// Acceptance sampling over HTTP: pure arithmetic on what is asked, so nothing is stored and a GET can be linked to.
#include <charconv>

#include "resource/handlers.h"
#include "sampling/answer.h"
#include "sampling/switching.h"
#include "sampling/two_points.h"

namespace jidoka::resource {

struct SwitchLot {
  std::optional<std::int64_t> nonconforming;
  std::optional<std::int64_t> lot_size;
  std::optional<bool> reduced_conditions_met;
  std::optional<sampling::LotEvent> event;
};
constexpr auto describe(const SwitchLot*) {
  using json::field;
  return json::type<SwitchLot>(
      "SwitchLot", "A lot that was inspected, or an event between lots",
      field("nonconforming", &SwitchLot::nonconforming, "Nonconforming units found in the sample"),
      field("lot_size", &SwitchLot::lot_size, "Where it differs from the others"),
      field("reduced_conditions_met", &SwitchLot::reduced_conditions_met, "From this lot on, as in the whole"),
      field("event", &SwitchLot::event, "resume or irregular, instead of nonconforming"));
}

struct SwitchQuestion {
  sampling::Standard standard = sampling::Standard::iso_2859_1;
  sampling::Level level = sampling::Level::ii;
  std::int64_t lot_size = 0;
  std::string aql;
  bool reduced_conditions_met = true;
  std::optional<int> limit_number;
  std::vector<SwitchLot> lots;
};
constexpr auto describe(const SwitchQuestion*) {
  using json::defaulted;
  using json::field;
  using Q = SwitchQuestion;
  return json::type<Q>("SwitchQuestion", "Lots in order, under one AQL", defaulted("standard", &Q::standard),
                       defaulted("level", &Q::level), field("lot_size", &Q::lot_size),
                       field("aql", &Q::aql, "In percent, as the standard has it"),
                       defaulted("reduced_conditions_met", &Q::reduced_conditions_met,
                                 "Production is steady and reduced inspection wished for"),
                       field("limit_number", &Q::limit_number, "Of Z1.4, from its table VIII"),
                       field("lots", &Q::lots, "At most 10 000"));
}

struct SwitchAnswer {
  sampling::SwitchPlan first_plan;
  std::vector<sampling::SwitchStep> steps;
  std::optional<sampling::SwitchPlan> next_plan;
  sampling::Severity state = sampling::Severity::normal;
  int score = 0;
  bool suspended = false;
};
constexpr auto describe(const SwitchAnswer*) {
  using json::field;
  using A = SwitchAnswer;
  return json::type<A>(
      "SwitchAnswer", "What the switching rules say after each lot", field("first_plan", &A::first_plan),
      field("steps", &A::steps), field("next_plan", &A::next_plan, "None while inspection is discontinued"),
      field("state", &A::state), field("score", &A::score, "Switching score"), field("suspended", &A::suspended));
}

namespace {

constexpr std::size_t most_lots = 10'000;

Failure missing(std::string_view field, const Text& text) {
  return fail(Code::invalid, "parameter-missing", text, std::string(field));
}

Result<std::int64_t> lot_size_of(const Request& request) {
  const auto text = text_of(request, "lot_size");
  if (!text) return missing("lot_size", {"Give lot_size, the units in the lot.", "请给出 lot_size（批量）。"});
  std::int64_t lot_size = 0;
  const char* end = text->data() + text->size();
  const auto [at, fault] = std::from_chars(text->data(), end, lot_size);
  if (fault != std::errc() || at != end) lot_size = 0;
  TRY_VOID(sampling::check_lot_size(lot_size));
  return lot_size;
}

Result<Response> plan(const Request& request) {
  sampling::PlanQuestion question;
  TRY(question.lot_size, lot_size_of(request));
  const auto aql = text_of(request, "aql");
  if (!aql) return missing("aql", {"Give aql, in percent, such as 1.0.", "请给出 aql（百分数），例如 1.0。"});
  TRY(question.aql, sampling::aql_index(*aql));
  TRY(question.standard, sampling::standard_named(text_of(request, "standard").value_or("iso-2859-1")));
  TRY(question.level, sampling::level_named(text_of(request, "level").value_or("II")));
  TRY(question.severity, sampling::severity_named(text_of(request, "severity").value_or("normal")));
  TRY(question.type, sampling::plan_type_named(text_of(request, "type").value_or("single")));
  TRY(question.sigma, sampling::sigma_named(text_of(request, "sigma").value_or("unknown")));
  TRY(const sampling::PlanAnswer answer, sampling::answer_of(question));
  return ok(answer);
}

Error at_lot(Error error, std::size_t index) {
  const std::string place = "lots[" + std::to_string(index) + "]";
  error.field = error.field.empty() ? place : place + "." + error.field;
  return error;
}

Result<sampling::SwitchStep> take(sampling::Scheme& scheme, sampling::SwitchState& state, const SwitchLot& lot) {
  if (lot.reduced_conditions_met) scheme.may_reduce = *lot.reduced_conditions_met;
  if (lot.event.has_value() == lot.nonconforming.has_value())
    return fail(Code::invalid, "lot-invalid",
                {"A lot has either nonconforming or event.", "每批应给出 nonconforming 或 event 之一。"},
                "nonconforming");
  if (lot.event) return sampling::take_event(scheme, state, *lot.event);
  return sampling::take_lot(scheme, state, {.nonconforming = *lot.nonconforming, .lot_size = lot.lot_size});
}

Result<Response> switching(const Request& request) {
  TRY(const auto question, body_of<SwitchQuestion>(request));
  if (question.lots.size() > most_lots)
    return fail(Code::too_large, "too-many-lots", {"At most 10000 lots at once.", "一次最多 10000 批。"}, "lots");
  sampling::Scheme scheme{question.standard,    question.level, 0, question.lot_size, question.reduced_conditions_met,
                          question.limit_number};
  TRY(scheme.aql, sampling::aql_index(question.aql));
  TRY_VOID(sampling::check_scheme(scheme));
  sampling::SwitchState state;
  SwitchAnswer answer;
  answer.first_plan = sampling::plan_now(scheme, state);
  for (std::size_t i = 0; i < question.lots.size(); ++i) {
    auto step = take(scheme, state, question.lots[i]);
    if (!step) return fail(at_lot(step.error(), i));
    step->i = static_cast<std::int64_t>(i) + 1;
    answer.steps.push_back(std::move(*step));
  }
  if (!state.suspended) answer.next_plan = sampling::plan_now(scheme, state);
  answer.state = state.severity;
  answer.score = state.score;
  answer.suspended = state.suspended;
  return ok(answer);
}

Result<Response> design(const Request& request) {
  TRY(const auto points, body_of<sampling::TwoPoints>(request));
  TRY(const auto found, sampling::plan_through(points));
  return ok(found);
}

std::vector<http::Parameter> plan_parameters() {
  return {
      {"standard", "iso-2859-1, z1.4 or z1.9", R"({"type":"string","enum":["iso-2859-1","z1.4","z1.9"]})"},
      {"lot_size", "Units in the lot", R"({"type":"integer","minimum":2})", true},
      {"level", "Inspection level", R"({"type":"string","enum":["S-1","S-2","S-3","S-4","I","II","III"]})"},
      {"aql", "In percent, as the standard has it", R"({"type":"string"})", true},
      {"severity", "Of inspection", R"({"type":"string","enum":["normal","tightened","reduced"]})"},
      {"type", "Of sampling", R"({"type":"string","enum":["single","double","multiple"]})"},
      {"sigma", "Of z1.9: whether the standard deviation is known", R"({"type":"string","enum":["unknown","known"]})"}};
}

}  // namespace

void add_sampling(http::Router& router, Site& site) {
  router.add(
      with(get("/api/v1/sampling/plan", "read", "The sampling plan of a standard for a lot",
               &json::schema_of<sampling::PlanAnswer>, reading(site, [](Request& request) { return plan(request); })),
           plan_parameters()));
  http::Route switched =
      post("/api/v1/sampling/switching", "read", "What the switching rules say after each of some lots",
           &json::schema_of<SwitchQuestion>, &json::schema_of<SwitchAnswer>,
           reading(site, [](Request& request) { return switching(request); }));
  switched.takes_key = false;  // asking again changes nothing
  router.add(std::move(switched));
  http::Route designed = post("/api/v1/sampling/design", "read", "The smallest sampling plan through two points",
                              &json::schema_of<sampling::TwoPoints>, &json::schema_of<sampling::TwoPointPlan>,
                              reading(site, [](Request& request) { return design(request); }));
  designed.takes_key = false;
  router.add(std::move(designed));
}

}  // namespace jidoka::resource
