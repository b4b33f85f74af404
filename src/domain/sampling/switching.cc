#include "sampling/switching.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sampling/attribute_plan.h"
#include "sampling/letters.h"

namespace jidoka::sampling {

namespace {

constexpr int score_for_reduced = 30;
constexpr int rejections_to_discontinue = 5;
constexpr int acceptances_to_loosen = 5;
constexpr std::size_t lots_looked_back_on = 5;
constexpr std::size_t lots_before_reduced = 10;

AttributePlan plan_of(const Scheme& scheme, Severity severity, int aql) {
  const char letter = code_letter(scheme.lot_size, scheme.level);
  return *attribute_plan(scheme.standard, PlanType::one_sample, severity, letter, aql);
}

void begin(SwitchState& state, Severity severity) {
  state.severity = severity;
  state.accepted_in_a_row = 0;
  state.rejected_on_tightened = 0;
  state.recent.clear();
  state.recent_nonconforming.clear();
  if (severity != Severity::reduced) state.score = 0;  // the standard lets the score rest at reduced
}

class Judge {
 public:
  Judge(const Scheme& scheme, SwitchState& state, SwitchStep& step) : scheme_(scheme), state_(state), step_(step) {}

  void after(std::int64_t d, bool is_accepted, bool is_in_gap) {
    state_.accepted_in_a_row = is_accepted ? state_.accepted_in_a_row + 1 : 0;
    switch (state_.severity) {
      case Severity::normal:
        return on_normal(d, is_accepted);
      case Severity::tightened:
        return on_tightened(is_accepted);
      default:
        return on_reduced(is_accepted, is_in_gap);
    }
  }

 private:
  void say(std::string en, std::string zh) { step_.why = {std::move(en), std::move(zh)}; }

  void on_normal(std::int64_t d, bool is_accepted) {
    state_.recent.push_back(is_accepted);
    state_.recent_nonconforming.push_back(d);
    if (state_.recent.size() > lots_before_reduced) {
      state_.recent.erase(state_.recent.begin());
      state_.recent_nonconforming.erase(state_.recent_nonconforming.begin());
    }
    if (scheme_.standard == Standard::iso_2859_1) count_score(d, is_accepted);
    const auto from =
        state_.recent.end() - static_cast<std::ptrdiff_t>(std::min(state_.recent.size(), lots_looked_back_on));
    if (std::count(from, state_.recent.end(), false) >= 2) {
      begin(state_, Severity::tightened);
      return say("Two of five or fewer consecutive lots were not accepted: tightened inspection.",
                 "连续 5 批或不足 5 批中有 2 批不接收：转为加严检验。");
    }
    if (may_go_to_reduced()) {
      begin(state_, Severity::reduced);
      return say("The conditions for reduced inspection hold: reduced inspection.", "满足放宽检验条件：转为放宽检验。");
    }
    if (is_accepted)
      say("Accepted: normal inspection goes on.", "接收：继续正常检验。");
    else
      say("Not accepted; a second one within five lots leads to tightened inspection.",
          "不接收；5 批内再有 1 批不接收将转为加严检验。");
  }

  void count_score(std::int64_t d, bool is_accepted) {
    if (step_.ac <= 1) {
      state_.score = is_accepted ? state_.score + 2 : 0;
      return;
    }
    // One AQL step tighter with the sample that was taken: the same letter's cell to the left.
    const Stage tighter = attribute_plan(scheme_.standard, PlanType::one_sample, Severity::normal,
                                         step_.final_code.front(), std::max(0, scheme_.aql - 1))
                              ->stages.front();
    state_.score = d <= tighter.accept ? state_.score + 3 : 0;
  }

  bool may_go_to_reduced() const {
    if (!scheme_.may_reduce) return false;
    if (scheme_.standard == Standard::iso_2859_1) return state_.score >= score_for_reduced;
    if (!scheme_.limit_number || state_.recent.size() < lots_before_reduced) return false;
    if (std::ranges::find(state_.recent, false) != state_.recent.end()) return false;
    const std::int64_t found =
        std::accumulate(state_.recent_nonconforming.begin(), state_.recent_nonconforming.end(), std::int64_t{0});
    return found <= *scheme_.limit_number;
  }

  void on_tightened(bool is_accepted) {
    if (!is_accepted && ++state_.rejected_on_tightened >= rejections_to_discontinue) {
      state_.suspended = true;
      return say(
          "Five lots were not accepted under tightened inspection: acceptance inspection is discontinued until "
          "the supplier has improved.",
          "加严检验下累计 5 批不接收：暂停抽样检验，直至供方采取有效改进。");
    }
    if (state_.accepted_in_a_row >= acceptances_to_loosen) {
      begin(state_, Severity::normal);
      return say("Five lots in a row were accepted: normal inspection.", "连续 5 批接收：恢复正常检验。");
    }
    if (is_accepted)
      say(fmt::format("Accepted, {} in a row; five lead back to normal inspection.", state_.accepted_in_a_row),
          fmt::format("接收，已连续 {} 批；连续 5 批接收即恢复正常检验。", state_.accepted_in_a_row));
    else
      say(fmt::format("Not accepted, {} so far under tightened inspection; the fifth discontinues it.",
                      state_.rejected_on_tightened),
          fmt::format("不接收，加严检验下累计 {} 批；累计 5 批将暂停检验。", state_.rejected_on_tightened));
  }

  void on_reduced(bool is_accepted, bool is_in_gap) {
    if (is_accepted && !is_in_gap && scheme_.may_reduce)
      return say("Accepted: reduced inspection goes on.", "接收：继续放宽检验。");
    begin(state_, Severity::normal);
    if (!is_accepted) return say("Not accepted: normal inspection.", "不接收：恢复正常检验。");
    if (is_in_gap)
      return say("Accepted, but between Ac and Re: normal inspection.", "接收，但介于 Ac 与 Re 之间：恢复正常检验。");
    say("A condition for reduced inspection no longer holds: normal inspection.",
        "放宽检验条件不再满足：恢复正常检验。");
  }

  const Scheme& scheme_;
  SwitchState& state_;
  SwitchStep& step_;
};

void fill_before(SwitchStep& step, const Scheme& scheme, const SwitchState& state) {
  const SwitchPlan plan = plan_now(scheme, state);
  step.state_before = state.severity;
  step.final_code = plan.code_letter;
  step.n = plan.sample_size;
  step.ac = plan.accept;
  step.re = plan.reject;
  step.full = plan.full;
}

void fill_after(SwitchStep& step, const Scheme& scheme, const SwitchState& state) {
  step.score_after = state.score;
  step.state_after = state.severity;
  step.suspended = state.suspended;
  if (!state.suspended) step.next_plan = plan_now(scheme, state);
}

}  // namespace

Result<void> check_scheme(const Scheme& scheme) {
  TRY_VOID(check_lot_size(scheme.lot_size));
  if (scheme.aql < 0 || std::cmp_greater_equal(scheme.aql, aql_names.size())) return fail(aql_index("").error());
  if (scheme.limit_number && *scheme.limit_number < 0)
    return fail(Code::invalid, "limit-number-invalid", {"A limit number is 0 or more.", "界限数应为 0 或正整数。"},
                "limit_number");
  const auto plan = attribute_plan(scheme.standard, PlanType::one_sample, Severity::normal, 'A', scheme.aql);
  if (!plan) return fail(plan.error());
  return {};
}

SwitchPlan plan_now(const Scheme& scheme, const SwitchState& state) {
  const AttributePlan plan = plan_of(scheme, state.severity, scheme.aql);
  const Stage& stage = plan.stages.front();
  const bool is_full = stage.sample_size >= scheme.lot_size;
  return {std::string(1, plan.letter), is_full ? scheme.lot_size : stage.sample_size, stage.accept, stage.reject,
          is_full};
}

Result<SwitchStep> take_lot(const Scheme& usual, SwitchState& state, const LotResult& lot) {
  Scheme scheme = usual;
  scheme.lot_size = lot.lot_size.value_or(usual.lot_size);
  scheme.may_reduce = lot.may_reduce.value_or(usual.may_reduce);
  TRY_VOID(check_lot_size(scheme.lot_size));
  if (state.suspended)
    return fail(Code::conflict, "inspection-discontinued",
                {"Inspection is discontinued after five lots that were not accepted. Once the supplier has improved, "
                 "tell it with the event \"resume\"; it goes on tightened.",
                 "加严检验下累计 5 批不接收，抽样检验已暂停。供方改进后请以事件“resume”恢复，恢复后从加严检验开始。"},
                "event");
  SwitchStep step;
  fill_before(step, scheme, state);
  if (lot.nonconforming < 0 || (!counts_nonconformities(scheme.aql) && lot.nonconforming > step.n))
    return fail(
        Code::invalid, "nonconforming-out-of-range",
        {fmt::format("{} nonconforming among {} inspected cannot be: give 0 to {}.", lot.nonconforming, step.n, step.n),
         fmt::format("检验 {} 件不可能有 {} 件不合格：应为 0 到 {}。", step.n, lot.nonconforming, step.n)},
        "nonconforming");
  step.d = lot.nonconforming;
  const bool is_accepted = lot.nonconforming < step.re;
  step.decision = is_accepted ? Decision::accepted : Decision::rejected;
  Judge(scheme, state, step).after(lot.nonconforming, is_accepted, is_accepted && lot.nonconforming > step.ac);
  fill_after(step, usual, state);
  return step;
}

Result<SwitchStep> take_event(const Scheme& scheme, SwitchState& state, LotEvent event) {
  SwitchStep step;
  fill_before(step, scheme, state);
  if (event == LotEvent::resume) {
    if (!state.suspended)
      return fail(Code::conflict, "inspection-not-discontinued",
                  {"Inspection is not discontinued, so there is nothing to resume.", "抽样检验未暂停，无需恢复。"},
                  "event");
    state.suspended = false;
    begin(state, Severity::tightened);
    step.why = {"Inspection is resumed, tightened.", "恢复检验，按加严检验进行。"};
  } else if (state.severity == Severity::reduced) {
    begin(state, Severity::normal);
    step.why = {"Production has become irregular: normal inspection.", "生产不稳定：恢复正常检验。"};
  } else {
    step.why = {"Production has become irregular; this severity stays.", "生产不稳定；检验严格度不变。"};
  }
  fill_after(step, scheme, state);
  return step;
}

}  // namespace jidoka::sampling
