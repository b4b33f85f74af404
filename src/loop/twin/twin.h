// Twin: a plant that runs by itself, event by event. Presses, stations and packing take units from queues, use material
// of lots, break down, change over and wear; values follow their causes; disturbances make something go wrong, with its
// consequences further down the line. The same layout, seed, beginning and answers give the same acts and readings.
//
//   TRY(const Layout layout, Layout::create(model, parameters));
//   Twin twin(layout, seed, begins, outside);
//   twin.run_until(begins + days(7));
//   twin.stop(press);                       // it ends its run; nothing begins there until twin.restart(press)
// It reads no clock: whoever wants it live calls run_until() with the time that it is.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "twin/act.h"
#include "twin/event_queue.h"
#include "twin/layout.h"
#include "twin/random.h"

namespace jidoka::twin {

class Twin {
 public:
  Twin(const Layout& layout, std::uint64_t seed, Instant from, Outside& outside);
  Twin(const Twin&) = delete;
  Twin& operator=(const Twin&) = delete;

  // Everything that happens up to then, including it.
  void run_until(Instant until);
  Instant now() const { return Instant{now_}; }
  Instant next() const { return queue_.empty() ? distant_future : Instant{queue_.first().time}; }
  // From here on somebody else hears and answers.
  void hand_over_to(Outside& outside) { outside_ = &outside; }

  void stop(Index equipment);
  void restart(Index equipment);  // it was repaired: what was wrong there is right again
  bool is_stopped(Index equipment) const { return (places_[equipment].standing & told) != 0; }
  void disturb(Index disturbance, Instant at);  // from then on; at once when that is past

  struct Figures {
    std::uint64_t events = 0;
    std::uint64_t made = 0;  // units that began
    std::uint64_t passed = 0;
    std::uint64_t scrapped = 0;
    std::uint64_t packed = 0;
    std::uint64_t shipped_boxes = 0;
    std::uint64_t gone = 0;
    std::uint64_t readings = 0;
  };
  const Figures& figures() const { return figures_; }
  std::size_t units_in_work() const { return units_.size() - free_units_.size(); }
  // In millionths of the material's unit of measure.
  struct Stock {
    std::int64_t received = 0;
    std::int64_t used = 0;
    std::int64_t left = 0;  // in the open lot
    std::int64_t put_aside = 0;
  };
  const Stock& stock(Index material) const { return supplies_[material].stock; }

 private:
  enum Kind : std::uint8_t {
    finish,
    sense,
    break_down,
    repaired,
    changed_over,
    break_begins,
    break_ends,
    ask,
    begins,
    ends
  };
  enum Standing : std::uint8_t { told = 1, broken = 2, changing = 4, on_break = 8 };

  struct Unit {
    std::uint32_t number = 0;
    std::uint32_t tries = 0;
    Index operation = 0;
    bool is_short = false;  // it did not get its material
    Factors factors{};
  };
  struct Place {  // a piece of equipment
    std::uint8_t standing = 0;
    std::uint32_t epoch = 0;
    Index unit = none;
    std::int64_t began = 0;
    std::int64_t finishes = 0;
    std::int64_t remaining = 0;
    bool is_interrupted = false;
    std::uint64_t ticks = 0;
    std::uint32_t made = 0;
    std::uint32_t since_changeover = 0;
    double wear = 0;
    double wears_more = 0;  // with each unit
    std::int64_t skips = 0;
    float skip_by = 0;
    Index skip_factor = 0;
    std::int64_t mislabels = 0;
  };
  struct Stream {
    double deviation = 0;  // of the true value, noise included
    double drift = 0;
    double drifts_by = 0;  // a second; 0: it does not
    double drifts_to = 0;
    double bias = 0;
    bool is_stuck = false;
    double last = 0;
    std::int64_t sample_due = 0;
    std::int64_t sample_left = 0;
  };
  struct Supply {
    Stock stock;
    std::uint32_t lot = 0;
    float condition = 0;  // of the open lot
    Index factor = none;
    float next_condition = 0;
    Index next_factor = none;
  };
  struct Box {
    std::uint32_t number = 0;
    std::int64_t units = 0;
  };

  // twin.cc: who works on what
  void happen(const Event& event);
  void begin(Index place);
  void try_begin(Index operation);
  bool is_blocked(const OperationPlan& operation) const;
  Index next_unit(Index operation);
  void start(Index place, Index unit);
  void finish_run(Index place);
  void hand_on(Index unit, Index from);
  void failed(Index unit, Index defect);
  void stand(Index place, Standing why);
  void go_on(Index place, Standing why);
  void put_on_rack(Index unit);
  void ask_again();
  void pack(Index unit);
  void ship();
  void release(Index unit);
  Answer say(Act act);
  // twin_material.cc
  bool use(Index place, Index unit, const ConsumptionPlan& part);
  void open_lot(Index material);
  // twin_process.cc: values and what goes wrong
  void sense_all(Index place);
  double deviation_of(const VariablePlan& variable, const Factors& factors);
  void move_drift(Stream& stream, bool runs, double seconds);
  double shown(Index stream, double deviation);
  Index measure(Index place, Unit& unit);
  bool is_measured(Index stream);
  void tell(Index stream, std::int64_t at, double value, std::uint32_t unit);
  void begin_disturbance(Index disturbance);
  void end_disturbance(Index disturbance);
  void wear_out(Index place);
  // twin_time.cc: shifts, breakdowns, change-overs
  void plan_day();
  Index shift_at(std::int64_t time) const;
  void break_down_or_repair(Index place, bool is_repaired);

  const Layout& layout_;
  Outside* outside_;
  Random random_;
  EventQueue queue_;
  std::int64_t now_;
  std::vector<Unit> units_;
  std::vector<Index> free_units_;
  std::vector<Place> places_;
  std::vector<Stream> streams_;
  std::vector<Supply> supplies_;
  std::vector<std::deque<Index>> waiting_;  // by operation
  std::vector<Index> turn_;                 // by operation: which of its next ones
  std::vector<Index> rack_;
  bool asks_again_ = false;
  std::uint32_t next_number_ = 1;
  std::uint32_t last_packed_ = 0;
  Box box_{1, 0};
  std::vector<Box> full_;
  Index next_customer_ = 0;
  Figures figures_;
};

}  // namespace jidoka::twin
