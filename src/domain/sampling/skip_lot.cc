#include "sampling/skip_lot.h"

#include <cmath>

namespace jidoka::sampling {

Result<void> check_skip_lot(const SkipLotRule& rule) {
  if (rule.clearance < 1 || rule.clearance > 1000)
    return fail(Code::invalid, "skip-lot-invalid",
                {"The clearance number is 1 to 1000 lots.", "跳批前的连续接收批数应为 1 到 1000。"}, "clearance");
  if (rule.one_in < 2 || rule.one_in > 100)
    return fail(Code::invalid, "skip-lot-invalid",
                {"While skipping, one lot in 2 to 100 is inspected.", "跳批期间应为每 2 到 100 批检验 1 批。"},
                "one_in");
  return {};
}

void SkipLot::take(bool is_accepted) {
  passed_ = 0;
  if (!is_accepted) {
    is_skipping_ = false;
    accepted_in_a_row_ = 0;
  } else if (!is_skipping_ && ++accepted_in_a_row_ >= rule_.clearance) {
    is_skipping_ = true;
    accepted_in_a_row_ = 0;
  }
}

SkipLotChance skip_lot_chance(const SkipLotRule& rule, double accept_of_plan) {
  const double f = 1.0 / rule.one_in;
  const double cleared = (1 - f) * std::pow(accept_of_plan, rule.clearance);
  return {(f * accept_of_plan + cleared) / (f + cleared), f / (f + cleared)};
}

Outcome outcome_of_skip_lot(const SkipLotRule& rule, const Outcome& plan, const Quality& quality) {
  const SkipLotChance chance = skip_lot_chance(rule, plan.accept);
  Outcome outcome = plan;
  outcome.accept = chance.accept;
  outcome.sample_number = plan.sample_number * chance.share_inspected;
  if (plan.outgoing && plan.inspected) {
    const double unseen = 1 - chance.share_inspected;
    outcome.outgoing = *plan.outgoing * chance.share_inspected + quality.p * unseen;
    outcome.inspected = *plan.inspected * chance.share_inspected;
  }
  return outcome;
}

}  // namespace jidoka::sampling
