// The switching rules: which severity the next lot gets, from what happened to the lots before it. A state and a step.
//
//   Scheme scheme{.standard = Standard::iso_2859_1, .level = Level::ii, .aql = aql, .lot_size = 1200};
//   SwitchState state;
//   TRY(const SwitchStep step, take_lot(scheme, state, {.nonconforming = 2}));   // state is now that after the lot
//   step.decision, step.score_after, step.state_after; plan_now(scheme, state)   // for the next lot
// ISO 2859-1:1999 9.3 (GB/T 2828.1): normal to tightened when 2 of 5 or fewer consecutive lots are not accepted; back
// after 5 accepted in a row; discontinued when 5 lots were not accepted under tightened inspection; normal to reduced
// when the switching score reaches 30 and the conditions of 9.3.3.1 b) and c) hold (steady production, reduced wished
// for); back at the first lot not accepted, or when a condition ends. Score: a plan with Ac ≥ 2 adds 3 when the lot
// would also have been accepted one AQL step tighter, one with Ac 0 or 1 adds 2 when the lot is accepted; otherwise it
// falls to 0. Z1.4 (MIL-STD-105E): the same two rules for tightened; normal to reduced after 10 lots accepted in a row
// whose samples together had at most the limit number of nonconforming units. Table VIII of limit numbers could not be
// checked, so the number is the caller's, and without it nothing goes to reduced. From reduced also back to normal
// when a lot falls into the gap between Ac and Re. Single plans only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

struct Scheme {
  Standard standard = Standard::iso_2859_1;
  Level level = Level::ii;
  int aql = 0;
  std::int64_t lot_size = 0;
  bool may_reduce = true;  // the conditions that no count shows
  std::optional<int> limit_number = std::nullopt;
};

enum class LotEvent : std::uint8_t { resume, irregular };
constexpr auto describe_enum(const LotEvent*) {
  return json::names<LotEvent>({{LotEvent::resume, "resume"}, {LotEvent::irregular, "irregular"}});
}
enum class Decision : std::uint8_t { accepted, rejected, none };
constexpr auto describe_enum(const Decision*) {
  return json::names<Decision>(
      {{Decision::accepted, "accepted"}, {Decision::rejected, "rejected"}, {Decision::none, "none"}});
}

struct SwitchState {
  Severity severity = Severity::normal;
  bool suspended = false;
  int score = 0;
  int accepted_in_a_row = 0;  // since this severity began
  int rejected_on_tightened = 0;
  std::vector<bool> recent;  // the last lots on normal inspection, at most 10: whether accepted
  std::vector<std::int64_t> recent_nonconforming;
};

struct SwitchPlan {
  std::string code_letter;
  std::int64_t sample_size = 0;
  int accept = 0;
  int reject = 1;
  bool full = false;  // the sample would be the whole lot: inspect all of it
};
constexpr auto describe(const SwitchPlan*) {
  return json::type<SwitchPlan>("SwitchPlan", "What is done to the next lot",
                                json::field("code_letter", &SwitchPlan::code_letter, "After the arrows"),
                                json::field("sample_size", &SwitchPlan::sample_size),
                                json::field("accept", &SwitchPlan::accept), json::field("reject", &SwitchPlan::reject),
                                json::field("full", &SwitchPlan::full, "The whole lot is inspected"));
}

struct SwitchStep {
  std::int64_t i = 0;
  Severity state_before = Severity::normal;
  std::string final_code;
  std::int64_t n = 0;
  int ac = 0;
  int re = 1;
  bool full = false;
  std::optional<std::int64_t> d;  // nonconforming units; absent for an event
  Decision decision = Decision::none;
  int score_after = 0;
  Severity state_after = Severity::normal;
  bool suspended = false;
  std::optional<SwitchPlan> next_plan;  // none while discontinued
  Text why;
};
constexpr auto describe(const SwitchStep*) {
  return json::type<SwitchStep>(
      "SwitchStep", "One lot, or an event, and what it changes", json::field("i", &SwitchStep::i, "From 1"),
      json::field("state_before", &SwitchStep::state_before), json::field("final_code", &SwitchStep::final_code),
      json::field("n", &SwitchStep::n), json::field("ac", &SwitchStep::ac), json::field("re", &SwitchStep::re),
      json::field("full", &SwitchStep::full, "The whole lot was inspected"),
      json::field("d", &SwitchStep::d, "Nonconforming units found"),
      json::field("decision", &SwitchStep::decision, "accepted, rejected, or none for an event"),
      json::field("score_after", &SwitchStep::score_after, "Switching score"),
      json::field("state_after", &SwitchStep::state_after), json::field("suspended", &SwitchStep::suspended),
      json::field("next_plan", &SwitchStep::next_plan), json::field("why", &SwitchStep::why, "What the rule says"));
}

struct LotResult {
  std::int64_t nonconforming = 0;
  std::optional<std::int64_t> lot_size = std::nullopt;  // where it differs from the scheme's
  std::optional<bool> may_reduce = std::nullopt;
};

Result<void> check_scheme(const Scheme& scheme);
// The scheme must have passed check_scheme.
SwitchPlan plan_now(const Scheme& scheme, const SwitchState& state);
Result<SwitchStep> take_lot(const Scheme& scheme, SwitchState& state, const LotResult& lot);
Result<SwitchStep> take_event(const Scheme& scheme, SwitchState& state, LotEvent event);

}  // namespace jidoka::sampling
