#include "twin/twin.h"

#include <utility>

namespace jidoka::twin {

Twin::Twin(const Layout& layout, std::uint64_t seed, Instant from, Outside& outside)
    : layout_(layout),
      outside_(&outside),
      random_(seed),
      now_(from.ns),
      places_(layout.equipment.size()),
      streams_(layout.streams.size()),
      supplies_(layout.materials.size()),
      waiting_(layout.operations.size()),
      turn_(layout.operations.size(), 0) {
  for (Stream& stream : streams_) stream.sample_due = now_;
  for (Index place = 0; place < places_.size(); ++place) {
    const EquipmentPlan& plan = layout_.equipment[place];
    if (plan.every > 0) queue_.push(now_, sense, place);
    if (plan.how.fails_every)
      queue_.push(now_ + static_cast<std::int64_t>(random_.exponential(static_cast<double>(plan.how.fails_every->ns))),
                  break_down, place);
    if (plan.how.tool_life) places_[place].wear = random_.unit();
  }
  plan_day();
  // Not all at the same moment.
  for (Index place = 0; place < places_.size(); ++place) queue_.push(now_ + seconds(place).ns, ask, place);
}

void Twin::run_until(Instant until) {
  while (!queue_.empty() && queue_.first().time <= until.ns) {
    const Event event = queue_.pop();
    now_ = event.time;
    ++figures_.events;
    happen(event);
  }
  now_ = std::max(now_, until.ns);
}

void Twin::happen(const Event& event) {
  switch (static_cast<Kind>(event.kind)) {
    case finish:
      if (event.epoch == places_[event.who].epoch) finish_run(event.who);
      return;
    case sense:
      return sense_all(event.who);
    case break_down:
    case repaired:
      return break_down_or_repair(event.who, event.kind == repaired);
    case changed_over:
      return go_on(event.who, changing);
    case break_begins:
    case break_ends:
      for (Index place = 0; place < places_.size(); ++place)
        if (layout_.equipment[place].how.is_manned)
          event.kind == break_begins ? stand(place, on_break) : go_on(place, on_break);
      if (event.kind == break_ends && event.who == 0) plan_day();
      return;
    case ask:
      if (event.who == none) return ask_again();
      if ((places_[event.who].standing & told) == 0) return begin(event.who);
      if (outside_->may_run_again(event.who)) return restart(event.who);
      return queue_.push(now_ + layout_.parameters.ask_again.ns, ask, event.who);
    case begins:
      return begin_disturbance(event.who);
    case ends:
      return end_disturbance(event.who);
  }
}

// ---- runs

bool Twin::is_blocked(const OperationPlan& operation) const {
  for (const Index next : operation.next)
    if (std::cmp_greater_equal(waiting_[next].size(), layout_.operations[next].pace.buffer)) return true;
  return false;
}

Index Twin::next_unit(Index operation) {
  std::deque<Index>& waiting = waiting_[operation];
  if (!waiting.empty()) {
    const Index unit = waiting.front();
    waiting.pop_front();
    return unit;
  }
  if (!layout_.operations[operation].is_first) return none;
  Index unit = static_cast<Index>(units_.size());
  if (free_units_.empty()) {
    units_.emplace_back();
  } else {
    unit = free_units_.back();
    free_units_.pop_back();
  }
  units_[unit] = Unit{};
  units_[unit].number = next_number_++;
  units_[unit].operation = operation;
  ++figures_.made;
  return unit;
}

void Twin::begin(Index place) {
  const Index operation = layout_.equipment[place].operation;
  bool has_taken = false;
  while (places_[place].standing == 0 && places_[place].unit == none && !is_blocked(layout_.operations[operation])) {
    const Index unit = next_unit(operation);
    if (unit == none) break;
    has_taken = true;
    start(place, unit);
  }
  if (!has_taken) return;
  for (Index before = 0; before < layout_.operations.size(); ++before)  // there is room again
    for (const Index next : layout_.operations[before].next)
      if (next == operation) try_begin(before);
}

void Twin::try_begin(Index operation) {
  for (const Index place : layout_.operations[operation].at) begin(place);
}

// When it may not begin, the unit goes where it belongs.
void Twin::start(Index place, Index unit) {
  const EquipmentPlan& plan = layout_.equipment[place];
  const OperationPlan& operation = layout_.operations[plan.operation];
  Act act;
  act.verb = Verb::start;
  act.unit = units_[unit].number;
  act.operation = plan.operation;
  act.equipment = place;
  switch (say(act)) {
    case Answer::done:
      break;
    case Answer::stopped:
      waiting_[plan.operation].push_front(unit);
      stop(place);
      return;
    case Answer::gone:
      ++figures_.gone;
      release(unit);
      return;
    case Answer::held:
    case Answer::refused:
      put_on_rack(unit);
      return;
  }
  Place& at = places_[place];
  at.unit = unit;
  at.began = now_;
  units_[unit].is_short = false;
  for (const ConsumptionPlan& part : operation.consumes)
    if (!use(place, unit, part)) units_[unit].is_short = true;
  const double spread = random_.around(static_cast<double>(operation.pace.spread.ns));
  at.finishes = now_ + operation.pace.takes.ns + static_cast<std::int64_t>(spread);
  queue_.push(at.finishes, finish, place, at.epoch);
}

void Twin::finish_run(Index place) {
  Place& at = places_[place];
  const Index unit = std::exchange(at.unit, none);
  const EquipmentPlan& plan = layout_.equipment[place];
  const OperationPlan& operation = layout_.operations[plan.operation];
  Act act;
  act.verb = Verb::complete;
  act.unit = units_[unit].number;
  act.operation = plan.operation;
  act.equipment = place;
  act.defect = measure(place, units_[unit]);
  for (const Defect& defect : operation.pace.defects)
    if (act.defect == none && random_.unit() < defect.share) act.defect = layout_.defect(defect.code);
  act.passed = act.defect == none && !units_[unit].is_short;
  const Answer answer = say(act);
  wear_out(place);
  if (answer == Answer::gone || answer == Answer::refused) {
    ++figures_.gone;
    release(unit);
  } else if (!act.passed) {
    failed(unit, act.defect);
  } else {
    hand_on(unit, plan.operation);
  }
  begin(place);
}

void Twin::hand_on(Index unit, Index from) {
  const OperationPlan& operation = layout_.operations[from];
  units_[unit].tries = 0;
  if (operation.next.empty()) {
    ++figures_.passed;
    units_[unit].operation = none;
    return pack(unit);
  }
  const Index next = operation.next[turn_[from]++ % operation.next.size()];
  units_[unit].operation = next;
  waiting_[next].push_back(unit);
  try_begin(next);
}

// Again, as often as the operation allows; a unit that lacked material is no worse for it.
void Twin::failed(Index unit, Index defect) {
  Unit& one = units_[unit];
  const OperationPlan& operation = layout_.operations[one.operation];
  if (one.is_short) return put_on_rack(unit);
  if (std::cmp_less(one.tries++, operation.pace.again)) {
    waiting_[one.operation].push_front(unit);
    return;
  }
  Act act;
  act.verb = Verb::scrap;
  act.unit = one.number;
  act.operation = one.operation;
  act.defect = defect;
  say(act);
  ++figures_.scrapped;
  release(unit);
}

Answer Twin::say(Act act) {
  act.at = Instant{now_};
  act.shift = shift_at(now_);
  return outside_->take(act);
}

void Twin::release(Index unit) {
  units_[unit].number = 0;
  free_units_.push_back(unit);
}

// ---- standing still

// What is told to stop ends the run that it is in, as a press ends its shot; everything else interrupts it.
void Twin::stand(Index place, Standing why) {
  Place& at = places_[place];
  at.standing |= why;
  if (why == told || at.unit == none || at.is_interrupted) return;
  at.is_interrupted = true;
  at.remaining = std::max<std::int64_t>(0, at.finishes - now_);
  ++at.epoch;
}

void Twin::go_on(Index place, Standing why) {
  Place& at = places_[place];
  at.standing &= static_cast<std::uint8_t>(~why);
  if ((at.standing & ~told) == 0 && std::exchange(at.is_interrupted, false)) {
    at.finishes = now_ + at.remaining;
    queue_.push(at.finishes, finish, place, at.epoch);
  }
  if (at.standing == 0 && at.unit == none) begin(place);
}

void Twin::stop(Index place) {
  if (is_stopped(place)) return;
  stand(place, told);
  queue_.push(now_ + layout_.parameters.ask_again.ns, ask, place);
}

void Twin::restart(Index place) {
  if (!is_stopped(place)) return;
  for (Index disturbance = 0; disturbance < layout_.disturbances.size(); ++disturbance)
    if (layout_.disturbances[disturbance].equipment == place) end_disturbance(disturbance);
  go_on(place, told);
}

// ---- held, packed, shipped

void Twin::put_on_rack(Index unit) {
  rack_.push_back(unit);
  if (std::exchange(asks_again_, true)) return;
  queue_.push(now_ + layout_.parameters.ask_again.ns, ask, none);
}

// Who is let go takes its place in front of those that came after it.
void Twin::ask_again() {
  asks_again_ = false;
  std::vector<Index> rack;
  rack.swap(rack_);
  for (auto unit = rack.rbegin(); unit != rack.rend(); ++unit)
    if (units_[*unit].operation != none) waiting_[units_[*unit].operation].push_front(*unit);
  for (const Index unit : rack)
    if (units_[unit].operation == none) pack(unit);
  for (Index operation = 0; operation < layout_.operations.size(); ++operation) try_begin(operation);
  ship();
}

void Twin::pack(Index unit) {
  Act act;
  act.verb = Verb::pack;
  act.box = box_.number;
  for (Place& place : places_)
    if (place.mislabels > 0 && last_packed_ != 0) {
      --place.mislabels;
      act.unit = last_packed_;  // the label of the one before it
      act.is_mislabelled = true;
      say(act);
      return put_on_rack(unit);  // the right label is looked for
    }
  act.unit = units_[unit].number;
  switch (say(act)) {
    case Answer::done:
      break;
    case Answer::gone:
      ++figures_.gone;
      return release(unit);
    case Answer::held:
    case Answer::stopped:
    case Answer::refused:
      return put_on_rack(unit);
  }
  last_packed_ = act.unit;
  ++figures_.packed;
  release(unit);
  if (++box_.units < layout_.parameters.packing.box) return;
  full_.push_back(box_);
  box_ = {box_.number + 1, 0};
  if (std::cmp_greater_equal(full_.size(), layout_.parameters.packing.boxes)) ship();
}

void Twin::ship() {
  const Packing& packing = layout_.parameters.packing;
  if (std::cmp_less(full_.size(), packing.boxes)) return;
  std::vector<Box> stay;
  for (const Box& box : full_) {
    Act act;
    act.verb = Verb::ship;
    act.box = box.number;
    act.customer = next_customer_;
    const Answer answer = say(act);
    if (answer == Answer::done || answer == Answer::gone)
      ++figures_.shipped_boxes;
    else
      stay.push_back(box);
  }
  if (stay.size() < full_.size()) next_customer_ = static_cast<Index>((next_customer_ + 1) % packing.customers.size());
  full_ = std::move(stay);
}

}  // namespace jidoka::twin
