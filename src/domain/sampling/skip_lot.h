// Skip-lot sampling SkSP-2 (Perry 1973; ISO 2859-3 is of this kind): after `clearance` lots accepted in a row only one
// lot in `one_in` is inspected, until one is not accepted.
//
//   SkipLot skip{.clearance = 8, .one_in = 4};
//   skip.take(true);            // after an inspected lot: whether it was accepted
//   skip.inspects_next()        // false: the next lot passes unseen
// Which lot of the `one_in` is inspected should be drawn at random; this state machine takes the last of each, so a
// caller that draws calls take() for the one it drew and pass() for the others. Long-run figures (Perry): with P the
// chance that the reference plan accepts and f = 1/one_in, Pa = (f P + (1 − f) P^i) / (f + (1 − f) P^i), and the share
// of lots inspected is f / (f + (1 − f) P^i). The parameters are the user's: ISO 2859-3's tables are not here.
#pragma once

#include "core/result.h"
#include "sampling/chance.h"

namespace jidoka::sampling {

struct SkipLotRule {
  int clearance = 8;
  int one_in = 4;
};
Result<void> check_skip_lot(const SkipLotRule& rule);

class SkipLot {
 public:
  explicit SkipLot(SkipLotRule rule) : rule_(rule) {}

  bool is_skipping() const { return is_skipping_; }
  bool inspects_next() const { return !is_skipping_ || passed_ + 1 >= rule_.one_in; }
  void take(bool is_accepted);
  void pass() { ++passed_; }

 private:
  SkipLotRule rule_;
  bool is_skipping_ = false;
  int accepted_in_a_row_ = 0;
  int passed_ = 0;
};

struct SkipLotChance {
  double accept = 0;
  double share_inspected = 1;
};
SkipLotChance skip_lot_chance(const SkipLotRule& rule, double accept_of_plan);
// Of the reference plan's outcome, that under skip-lot: ASN over all lots.
Outcome outcome_of_skip_lot(const SkipLotRule& rule, const Outcome& plan, const Quality& quality);

}  // namespace jidoka::sampling
