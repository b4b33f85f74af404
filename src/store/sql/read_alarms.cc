#include <algorithm>
#include <map>

#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

constexpr std::string_view columns =
    "select leaf, id, state, priority, equipment, because, count, raised_at, last_at, acknowledged_at, "
    "acknowledged_by, note, shelved_until, "
    "shelved_by, shelve_reason, escalated_to, escalated_at, returned_at, returns_at, false_at, false_by, false_reason "
    "from "
    "alarms ";

Result<port::AlarmView> alarm_view(const Row& row) {
  port::AlarmView alarm;
  alarm.id = row.text(1);
  alarm.state = named<act::AlarmState>(row, 2);
  alarm.priority = named<plant::Priority>(row, 3);
  alarm.equipment = row.text(4);
  TRY(alarm.because, stored_json<judge::Verdict>(row.text(5)));
  alarm.count = row.integer(6);
  alarm.raised_at = instant(row, 7);
  alarm.last_at = instant(row, 8);
  alarm.acknowledged_at = instant_or_none(row, 9);
  alarm.acknowledged_by = text_or_none(row, 10);
  alarm.note = text_or_none(row, 11);
  alarm.shelved_until = instant_or_none(row, 12);
  alarm.shelved_by = text_or_none(row, 13);
  alarm.shelve_reason = text_or_none(row, 14);
  alarm.escalated_to = text_or_none(row, 15);
  alarm.escalated_at = instant_or_none(row, 16);
  alarm.returned_at = instant_or_none(row, 17);
  alarm.returns_at = instant_or_none(row, 18);
  alarm.false_at = instant_or_none(row, 19);
  alarm.false_by = text_or_none(row, 20);
  alarm.false_reason = text_or_none(row, 21);
  alarm.life_cycle = act::life_cycle(alarm.state, alarm.shelved_until.has_value());
  return alarm;
}

// "CP-HOUSING-A@3/10.1/IM-01/signal": plan and line; nothing of what is no such key.
std::optional<std::pair<std::string, std::string>> plan_and_line(std::string_view key) {
  const std::size_t plan = key.find('/');
  const std::size_t line = plan == std::string_view::npos ? plan : key.find('/', plan + 1);
  if (line == std::string_view::npos) return std::nullopt;
  return std::pair{std::string(key.substr(0, plan)), std::string(key.substr(plan + 1, line - plan - 1))};
}

}  // namespace

Result<std::vector<port::AlarmRate>> SiteReads::alarm_rates() {
  return pool_->with([&](Database& db) -> Result<std::vector<port::AlarmRate>> {
    std::map<std::pair<std::string, std::string>, port::AlarmRate> rates;
    TRY_VOID(query(db, "select alarm_key, count(*), count(false_at) from alarms group by alarm_key",
                   [&](const Row& row) -> Result<void> {
                     const auto line = plan_and_line(row.text(0));
                     if (!line) return {};
                     port::AlarmRate& rate = rates[*line];
                     rate.alarms += static_cast<std::uint64_t>(row.integer(1));
                     rate.false_alarms += static_cast<std::uint64_t>(row.integer(2));
                     return {};
                   }));
    std::vector<port::AlarmRate> out;
    for (auto& [line, rate] : rates) {
      rate.plan = line.first;
      rate.line = line.second;
      rate.false_rate = static_cast<double>(rate.false_alarms) / static_cast<double>(rate.alarms);
      out.push_back(std::move(rate));
    }
    return out;
  });
}

Result<std::vector<Instant>> SiteReads::alarms_raised(Instant from) {
  return pool_->with([&](Database& db) -> Result<std::vector<Instant>> {
    std::vector<Instant> out;
    TRY_VOID(
        query(db, "select raised_at from alarms order by leaf desc limit 10000", [&](const Row& row) -> Result<void> {
          if (instant(row, 0) >= from) out.push_back(instant(row, 0));
          return {};
        }));
    std::ranges::sort(out);
    return out;
  });
}

Result<port::Listed<port::AlarmView>> SiteReads::alarms(bool open_only, port::Page page) {
  return pool_->with([&](Database& db) {
    const std::string condition = open_only ? "where state <> 'cleared' and leaf < $1 " : "where leaf < $1 ";
    return list_newest<port::AlarmView>(db, page, alarm_view, 0,
                                        std::string(columns) + condition + "order by leaf desc limit $2");
  });
}

Result<std::optional<port::AlarmView>> SiteReads::alarm(std::string_view id) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::AlarmView>> {
    std::optional<port::AlarmView> found;
    TRY_VOID(query(
        db, std::string(columns) + "where id = $1",
        [&](const Row& row) -> Result<void> {
          TRY(found, alarm_view(row));
          return {};
        },
        id));
    return found;
  });
}

}  // namespace jidoka::sql
