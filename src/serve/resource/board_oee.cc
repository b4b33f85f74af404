#include "resource/board_oee.h"

#include <map>
#include <set>

namespace jidoka::resource {
namespace {

constexpr Duration kept_for = seconds(5);
constexpr std::size_t most_runs = 1'000'000;  // of a day

EquipmentOee view_of(const std::string& equipment, const produce::Effectiveness& found) {
  return {equipment,       found.availability, found.effectiveness, found.quality, found.oee,
          found.planned_s, found.busy_s,       found.good,          found.made,    found.text};
}

}  // namespace

Result<std::vector<EquipmentOee>> OeeOfToday::find(Site& site, Instant day, Instant now) {
  const std::lock_guard lock(mutex_);
  const plant::ModelPtr model = site.model();
  if (day == day_ && model == model_ && now - found_at_ < kept_for) return found_;
  TRY(const auto runs, site.reads->runs_between(day, now, std::nullopt, most_runs + 1));
  std::map<std::string, std::vector<produce::CountedRun>> by_equipment;
  for (const port::EquipmentRun& run : runs)
    by_equipment[run.equipment].push_back({run.item.kind, run.operation, run.started_at, run.ended_at, run.result});
  std::set<std::string> running;  // what runs operations
  for (const auto& [id, operation] : model->operations) running.insert(operation.at.begin(), operation.at.end());
  std::vector<EquipmentOee> all;
  for (const std::string& id : running) {
    if (runs.size() > most_runs) {
      EquipmentOee& none = all.emplace_back();
      none.equipment = id;
      none.text = Text{"More than a million runs today: they are not added up.", "今日作业超过一百万次，未作汇总。"};
      continue;
    }
    all.push_back(view_of(id, produce::effectiveness(*model, plant::calendar_of(*model, id), by_equipment[id],
                                                     {day, day + days(1)}, now, site.day_offset)));
  }
  found_ = std::move(all);
  found_at_ = now;
  day_ = day;
  model_ = model;
  return found_;
}

}  // namespace jidoka::resource
