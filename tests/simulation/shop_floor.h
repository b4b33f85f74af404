// What people and stations of the small plant might ask of production next: now and then anything at all, else the next
// step of a unit that goes its way from the press into a box. Every choice comes from one random source.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <utility>

#include "loop/site_driver_test.h"

namespace jidoka::simulation {

struct Step {
  loop::ForItem request;
  std::optional<std::pair<produce::ItemRef, produce::ItemRef>> edge;  // from, into: in the genealogy when it is done
};

class ShopFloor {
 public:
  // `clock` counts seconds and belongs to the caller.
  ShopFloor(std::mt19937_64& random, const std::int64_t& clock) : random_(random), clock_(clock) {}

  std::string press() { return chance(2) ? "IM-01" : "IM-02"; }
  produce::ItemRef some_unit() { return loop::unit(some_serial()); }
  produce::ItemRef some_lot() { return chance(2) ? some_resin() : some_box(); }
  produce::ItemRef some_item() { return chance(4) ? some_lot() : some_unit(); }
  Instant recently() { return loop::SiteDriver::at(clock_ - static_cast<std::int64_t>(below(chance(5) ? 400 : 5))); }

  std::optional<Step> next() {
    switch (below(14)) {
      case 0:
        return start(some_unit(), "OP10", press(), recently());
      case 1:
        return complete(some_unit(), "OP10", press(), recently());
      case 2:
        return start(some_unit(), "OP20", "ST-01", recently());
      case 3:
        return complete(some_unit(), "OP20", "ST-01", recently());
      case 4:
        return consume(some_unit(), chance(4) ? some_item() : some_resin(), press(), recently());
      case 5:
        return Step{{some_resin(), produce::ReceiveLot{"RESIN", {100'000, 0}, "g", {}, {}, {}}}, {}};
      case 6:
        return pack(chance(3) ? some_box() : some_unit(), recently());
      case 7:
        if (chance(2)) return Step{{some_lot(), produce::Ship{"ACME", recently()}}, {}};
        if (!chance(4)) return {};
        return Step{{some_unit(), produce::Scrap{"broken", {}}}, {}};
      default:
        return go_on();
    }
  }

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  std::string some_serial() { return "SN-" + std::to_string(below(12 + static_cast<std::uint64_t>(clock_) / 200)); }
  produce::ItemRef some_resin() { return loop::lot("L-" + std::to_string(below(4))); }
  produce::ItemRef some_box() { return loop::lot("BOX-" + std::to_string(below(4))); }

  using Time = std::optional<Instant>;
  static Step start(produce::ItemRef item, std::string operation, std::string at, Time time) {
    return {{std::move(item), produce::StartRun{std::move(operation), std::move(at), {}, time, {}}}, {}};
  }
  static Step complete(produce::ItemRef item, std::string operation, std::string at, Time time) {
    const auto pass = produce::RunResult::pass;
    return {{std::move(item), produce::CompleteRun{std::move(operation), std::move(at), {}, time, pass, {}, {}}}, {}};
  }
  static Step consume(const produce::ItemRef& into, const produce::ItemRef& from, std::string at, Time time) {
    return {{into, produce::Consume{from, Decimal{42, 0}, "g", "OP10", std::move(at), time}}, std::pair(from, into)};
  }
  Step pack(const produce::ItemRef& item, Time time) {
    const produce::ItemRef box = some_box();
    return {{item, produce::Pack{box.id, time}}, std::pair(item, box)};
  }

  // A step that is refused is not tried again: the next ones find out what that means.
  Step go_on() {
    if (serial_.empty() || step_ > 5) {
      serial_ = some_serial();
      press_ = press();
      step_ = 0;
    }
    const produce::ItemRef item = loop::unit(serial_);
    switch (step_++) {
      case 0:
        return start(item, "OP10", press_, {});
      case 1:
        return consume(item, some_resin(), press_, {});
      case 2:
        return complete(item, "OP10", press_, {});
      case 3:
        return start(item, "OP20", "ST-01", {});
      case 4:
        return complete(item, "OP20", "ST-01", {});
      default:
        return pack(item, {});
    }
  }

  std::mt19937_64& random_;
  const std::int64_t& clock_;
  std::string serial_, press_;  // of the unit on its way
  int step_ = 0;
};

}  // namespace jidoka::simulation
