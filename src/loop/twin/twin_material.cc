// Material: one lot of each is open; when it is used up, or held, the next one is received.
#include <cmath>

#include "twin/twin.h"

namespace jidoka::twin {
namespace {

std::int64_t millionths(double amount) { return std::llround(amount * 1e6); }

}  // namespace

void Twin::open_lot(Index material) {
  Supply& supply = supplies_[material];
  supply.stock.put_aside += supply.stock.left;
  supply.stock.left = millionths(layout_.materials[material].amount);
  supply.stock.received += supply.stock.left;
  ++supply.lot;
  supply.condition = supply.next_condition;
  supply.factor = supply.next_factor;
  supply.next_condition = 0;
  supply.next_factor = none;
  Act act;
  act.verb = Verb::receive;
  act.material = material;
  act.lot = supply.lot;
  say(act);
}

// False when nothing could be used: the lot is held, and so is the next.
bool Twin::use(Index place, Index unit, const ConsumptionPlan& part) {
  Supply& supply = supplies_[part.material];
  const std::int64_t needed = millionths(part.amount);
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (supply.lot == 0 || supply.stock.left < needed || attempt > 0) open_lot(part.material);
    Act act;
    act.verb = Verb::consume;
    act.unit = units_[unit].number;
    act.operation = layout_.equipment[place].operation;
    act.equipment = place;
    act.material = part.material;
    act.lot = supply.lot;
    if (say(act) != Answer::done) continue;
    supply.stock.left -= needed;
    supply.stock.used += needed;
    if (supply.factor != none) units_[unit].factors[supply.factor] = supply.condition;
    return true;
  }
  return false;
}

}  // namespace jidoka::twin
