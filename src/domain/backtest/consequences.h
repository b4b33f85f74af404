// Consequences: what the reactions of one line would have done about its verdicts. It runs act::react over a state of
// its own and commits nothing; what reactions leave open is answered as soon as the excursion is over (its alarm is
// acknowledged, its exposures are released, the equipment that it stopped is restarted), so that each excursion counts
// once.
//
//   Consequences done(model, plan, line, runs);
//   done.follow(verdict); …  done.normal_again(condition, time);
#pragma once

#include <map>
#include <string>

#include "act/state.h"
#include "backtest/result.h"
#include "backtest/runs.h"
#include "judge/verdict.h"
#include "plant/model.h"

namespace jidoka::backtest {

class Consequences {
 public:
  // All of them are kept by reference. `runs` may be null: then it is not known what ran where.
  Consequences(const plant::Model& model, const plant::ControlPlan& plan, const plant::ControlPlanLine& line,
               const Runs* runs);

  void follow(judge::Verdict verdict);
  // While an excursion goes on: only a line with an on-delay may still owe its alarm then.
  bool may_owe_alarm() const { return has_on_delay_; }
  bool owes_alarm(const judge::Verdict& verdict) const;
  void normal_again(const std::string& condition, Instant time);  // of act/condition.h

  // Without units_held and lots_held, which only whoever knows all lines can count once.
  const Reactions& reactions() const { return reactions_; }
  // What is held, with exposures that were still open reaching on without an end.
  HeldItems held() const;
  bool is_known_what_ran() const { return runs_ != nullptr || (exposures_.empty() && open_.empty()); }

 private:
  struct OpenExposure {
    std::string equipment;
    Instant from;
  };
  act::RunningItems running_at(const judge::Verdict& verdict) const;
  void take(const act::ActFact& fact, const judge::Verdict& verdict);
  void take_hold(const act::HoldPlaced& hold, Instant at);

  const plant::Model& model_;
  const plant::ControlPlan& plan_;
  const plant::ControlPlanLine& line_;
  const Runs* runs_;
  bool does_nothing_;
  bool asks_what_ran_;
  bool has_on_delay_;
  std::map<std::string, std::string, std::less<>> stopped_by_;  // equipment by condition
  act::State state_;
  Reactions reactions_;
  HeldItems items_;
  Exposures exposures_;
  std::map<std::string, OpenExposure, std::less<>> open_;  // by hold
};

}  // namespace jidoka::backtest
