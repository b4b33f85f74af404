#include "simulation/oracle.h"

namespace jidoka::simulation {
namespace {

std::string name_of(const produce::ItemRef& item) { return std::string(json::enum_name(item.kind)) + ":" + item.id; }

}  // namespace

void Oracle::take(const port::Fact& fact) {
  ++size_;
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (std::is_constructible_v<produce::ProduceFact, const Body&>)
          genealogy_.add(produce::ProduceFact(body));
        if constexpr (std::is_same_v<Body, act::HoldPlaced>) holds_[body.id] = {body.scope, {}};
        if constexpr (std::is_same_v<Body, act::HoldClosed>) holds_.at(body.id).scope.to = body.to;
        if constexpr (std::is_same_v<Body, act::HoldItemReleased>)
          holds_.at(body.id).released.insert(body.item_kind + ":" + body.item);
        if constexpr (std::is_same_v<Body, act::HoldReleased>) holds_.erase(body.id);
        if constexpr (std::is_same_v<Body, act::AlarmRaised>) alarms_.insert(body.id);
        if constexpr (std::is_same_v<Body, produce::RunStarted>)
          runs_[body.item].push_back({body.equipment, body.time, {}});
        if constexpr (std::is_same_v<Body, produce::RunCompleted>)
          runs_[body.item].at(static_cast<std::size_t>(body.number) - 1).end = body.time;
        if constexpr (std::is_same_v<Body, produce::Scrapped>)
          for (Run& run : runs_[body.item])
            if (!run.end) run.end = body.time;
        if constexpr (std::is_same_v<Body, produce::Consumed>) parts_[body.into].insert(body.from);
        if constexpr (std::is_same_v<Body, produce::Packed>) parts_[body.into].insert(body.item);
        if constexpr (std::is_same_v<Body, port::ReadingsRecorded>) readings_ += body.count;
        if constexpr (std::is_same_v<Body, port::ReadingQuarantined>) ++quarantined_;
      },
      fact.body);
}

std::set<std::string> Oracle::holds_on(const produce::ItemRef& item) const {
  std::set<std::string> out;
  for (const auto& [id, hold] : holds_)
    if (covers(hold, item)) out.insert(id);
  return out;
}

std::vector<std::string> Oracle::active_holds() const {
  std::vector<std::string> out;
  for (const auto& [id, hold] : holds_) out.push_back(id);
  return out;
}

bool Oracle::has_edge(const produce::ItemRef& from, const produce::ItemRef& into) const {
  const auto found = parts_.find(into);
  return found != parts_.end() && found->second.contains(from);
}

bool Oracle::covers(const Hold& hold, const produce::ItemRef& item) const {
  if (hold.released.contains(name_of(item))) return false;
  if (matches(hold.scope, item)) return true;
  const auto parts = parts_.find(item);
  if (parts == parts_.end()) return false;
  for (const produce::ItemRef& part : parts->second)
    if (covers(hold, part)) return true;
  return false;
}

bool Oracle::matches(const act::Scope& scope, const produce::ItemRef& item) const {
  if (scope.kind == act::ScopeKind::unit) return item.kind == produce::ItemKind::unit && item.id == scope.id;
  if (scope.kind == act::ScopeKind::lot) return item.kind == produce::ItemKind::lot && item.id == scope.id;
  const auto runs = runs_.find(item);
  if (runs == runs_.end()) return false;
  for (const Run& run : runs->second) {
    if (run.equipment != scope.equipment) continue;
    const bool began_before_its_end = !scope.to || run.start < *scope.to;
    const bool ended_after_its_begin = !scope.from || !run.end || *scope.from < *run.end || *scope.from <= run.start;
    if (began_before_its_end && ended_after_its_begin) return true;
  }
  return false;
}

}  // namespace jidoka::simulation
