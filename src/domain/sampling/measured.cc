#include "sampling/measured.h"

#include <cmath>

#include "sampling/variables.h"

namespace jidoka::sampling {

namespace {

Failure wrong(const Text& text, std::string_view field) {
  return fail(Code::invalid, "measurement-invalid", text, std::string(field));
}

Result<void> check(const Measured& measured) {
  if (!std::isfinite(measured.mean)) return wrong({"The mean must be a number.", "均值必须是数值。"}, "mean");
  if (!std::isfinite(measured.sd) || measured.sd <= 0)
    return wrong({"The standard deviation must be above 0.", "标准差必须大于 0。"}, "sd");
  if (!measured.lower && !measured.upper)
    return wrong({"Give a lower or an upper specification limit, or both.", "请给出规格下限或上限，或两者都给出。"},
                 "upper");
  for (const auto& [limit, name] : {std::pair{measured.lower, "lower"}, {measured.upper, "upper"}})
    if (limit && !std::isfinite(*limit))
      return wrong({"A specification limit must be a number.", "规格限必须是数值。"}, name);
  if (measured.lower && measured.upper && *measured.lower >= *measured.upper)
    return wrong({"The lower specification limit must be below the upper one.", "规格下限必须小于规格上限。"}, "lower");
  return {};
}

}  // namespace

Result<MeasuredLot> judge_measured(const PlanQuestion& question, const Measured& measured) {
  if (question.standard != Standard::z1_9)
    return wrong({"Lots are judged by measurements under z1.9 only.", "仅 z1.9 按测量值判定批。"}, "standard");
  TRY_VOID(check(measured));
  TRY(const PlanAnswer plan, answer_of(question));
  MeasuredLot lot{.sample_size = *plan.sample_size, .k = *plan.k, .m = *plan.m};
  const auto take = [&](double q, std::optional<double>& place) {
    place = q;
    lot.estimate += estimated_nonconforming(question.sigma, lot.sample_size, q);
  };
  if (measured.lower) take((measured.mean - *measured.lower) / measured.sd, lot.q_lower);
  if (measured.upper) take((*measured.upper - measured.mean) / measured.sd, lot.q_upper);
  if (!std::isfinite(lot.estimate))
    return wrong({"These figures are too large to compute with.", "数值过大，无法计算。"}, "mean");
  lot.decision = lot.estimate <= lot.m ? Decision::accepted : Decision::rejected;
  return lot;
}

}  // namespace jidoka::sampling
