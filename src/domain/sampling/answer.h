// What a standard says about a lot, whole: the question as people ask it, and the plan with its letter, its words and
// its curves. What `jidoka sampling --json` prints and GET /api/v1/sampling/plan answers.
//
//   TRY(const PlanAnswer answer, answer_of({.standard = Standard::iso_2859_1, .lot_size = 1200, .aql = aql}));
//   answer.code_letter, answer.stages, answer.words
// The curve is that of a steady process (binomial; Poisson above AQL 10; normal values for Z1.9). There is none when
// the whole lot is inspected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/text.h"
#include "plot/figure.h"
#include "sampling/chance.h"
#include "sampling/curve.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

struct PlanQuestion {
  Standard standard = Standard::iso_2859_1;
  std::int64_t lot_size = 0;
  Level level = Level::ii;
  int aql = 0;
  Severity severity = Severity::normal;
  PlanType type = PlanType::one_sample;
  Sigma sigma = Sigma::unknown;
};

struct PlanAnswer {
  Standard standard = Standard::iso_2859_1;
  std::int64_t lot_size = 0;
  Level level = Level::ii;
  std::string aql;
  Severity severity = Severity::normal;
  PlanType type = PlanType::one_sample;
  std::string code_letter;
  std::string plan_letter;
  Stages stages;
  std::optional<std::int64_t> sample_size;
  std::optional<double> k;
  std::optional<double> m;
  std::optional<Sigma> sigma;
  bool full_inspection = false;
  Text words;
  Text origin;
  std::vector<Text> notes;
  std::optional<Model> model;
  std::optional<double> accept_at_aql;
  std::optional<Curve> oc;
};
constexpr auto describe(const PlanAnswer*) {
  using json::field;
  using P = PlanAnswer;
  return json::type<P>(
      "SamplingPlan", "The plan of a standard for a lot", field("standard", &P::standard),
      field("lot_size", &P::lot_size), field("level", &P::level),
      field("aql", &P::aql, "In percent, as the standard writes it"), field("severity", &P::severity),
      field("type", &P::type, "What the plan is; may be simpler than was asked, see notes"),
      field("code_letter", &P::code_letter, "By lot size and level"),
      field("plan_letter", &P::plan_letter, "After the arrows of the master table"),
      field("stages", &P::stages, "Samples of an attributes plan; sizes of each stage alone, numbers over all so far"),
      field("sample_size", &P::sample_size, "Of a variables plan"),
      field("k", &P::k, "Acceptability constant of a variables plan"),
      field("m", &P::m, "The same as the greatest estimated fraction nonconforming"), field("sigma", &P::sigma),
      field("full_inspection", &P::full_inspection, "The samples are as large as the lot: inspect all of it"),
      field("words", &P::words), field("origin", &P::origin, "How the letter and the plan were found"),
      field("notes", &P::notes), field("model", &P::model, "Of the curve"),
      field("accept_at_aql", &P::accept_at_aql, "Chance that a lot at the AQL is accepted"), field("oc", &P::oc));
}

Result<PlanAnswer> answer_of(const PlanQuestion& question);

// The curves as a picture: OC, and AOQ and ASN where they say something.
plot::Figure figure_of(const Curve& curve, const Text& title, bool is_chinese);

}  // namespace jidoka::sampling
