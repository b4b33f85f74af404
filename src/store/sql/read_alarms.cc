#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

constexpr std::string_view columns =
    "select leaf, id, state, priority, equipment, because, count, raised_at, last_at, acknowledged_at, "
    "acknowledged_by, note, shelved_until, "
    "shelved_by, shelve_reason, escalated_to, escalated_at, returned_at from alarms ";

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
  return alarm;
}

}  // namespace

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
