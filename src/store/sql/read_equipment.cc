// Stops, what runs where, commands, messages, and what must still be delivered.
#include <algorithm>

#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

std::optional<double> seconds_or_none(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<double>(row.integer(column)) / 1e9;
}

Result<port::CommandView> command_view(const Row& row) {
  port::CommandView view{.id = text(row, 1),
                         .target = text(row, 2),
                         .equipment = text(row, 3),
                         .command = text(row, 4),
                         .parameters = json::Raw{text(row, 5)},
                         .reason = {text(row, 6), text(row, 7)},
                         .state = text(row, 8),
                         .attempts = row.integer(9),
                         .detail = text(row, 10),
                         .queued_at = instant(row, 11),
                         .settled_at = instant_or_none(row, 12),
                         .acknowledged_at = instant_or_none(row, 13),
                         .escalated_to = text_or_none(row, 14),
                         .acknowledge_within_s = seconds_or_none(row, 15)};
  if (view.settled_at && view.acknowledged_at && view.acknowledge_within_s)
    view.is_late =
        static_cast<double>((*view.acknowledged_at - *view.settled_at).ns) > *view.acknowledge_within_s * 1e9;
  return view;
}
constexpr std::string_view command_columns =
    "select leaf, id, target, equipment, command, parameters, reason_en, reason_zh, state, attempts, detail, "
    "queued_at, settled_at, acknowledged_at, escalated_to, acknowledge_within from commands ";

Result<port::MessageView> message_view(const Row& row) {
  return port::MessageView{text(row, 1), text(row, 2), {text(row, 3), text(row, 4)}, instant(row, 5)};
}

}  // namespace

Result<std::vector<port::EquipmentStop>> SiteReads::stops() {
  return pool_->with([](Database& db) -> Result<std::vector<port::EquipmentStop>> {
    std::vector<port::EquipmentStop> out;
    TRY_VOID(
        query(db,
              "select equipment, reason_en, reason_zh, stopped_at, stopped_by, verdict from stops order by stopped_at "
              "desc, equipment",
              [&](const Row& row) -> Result<void> {
                out.push_back(
                    {text(row, 0), {text(row, 1), text(row, 2)}, instant(row, 3), text(row, 4), text_or_none(row, 5)});
                return {};
              }));
    return out;
  });
}

Result<std::vector<port::EquipmentActivity>> SiteReads::activity() {
  return pool_->with([](Database& db) -> Result<std::vector<port::EquipmentActivity>> {
    std::vector<port::EquipmentActivity> out;
    TRY_VOID(query(db,
                   "select a.equipment, i.id, r.operation, r.started_at, r.ended_at from equipment_activity a join "
                   "items i on i.number = a.item "
                   "join runs r on r.item = a.item and r.number = a.run order by r.started_at desc, a.equipment",
                   [&](const Row& row) -> Result<void> {
                     out.push_back(
                         {text(row, 0), text(row, 1), text(row, 2), instant(row, 3), instant_or_none(row, 4)});
                     return {};
                   }));
    return out;
  });
}

Result<port::Listed<port::CommandView>> SiteReads::commands(std::optional<std::string> equipment, port::Page page) {
  return pool_->with([&](Database& db) {
    if (equipment)
      return list_newest<port::CommandView>(
          db, page, command_view, 0,
          std::string(command_columns) + "where equipment = $1 and leaf < $2 order by leaf desc limit $3", *equipment);
    return list_newest<port::CommandView>(db, page, command_view, 0,
                                          std::string(command_columns) + "where leaf < $1 order by leaf desc limit $2");
  });
}

Result<port::Listed<port::MessageView>> SiteReads::messages(const std::vector<std::string>& roles, port::Page page) {
  return pool_->with([&](Database& db) -> Result<port::Listed<port::MessageView>> {
    TRY(const std::uint32_t limit, limit_of(page));
    port::Listed<port::MessageView> merged;
    std::vector<std::pair<std::int64_t, port::MessageView>> rows;
    TRY(const std::int64_t before, before_of(page));
    for (const std::string& role : roles)
      TRY_VOID(query(
          db,
          "select leaf, id, role, text_en, text_zh, sent_at from messages where role = $1 and leaf < $2 order by leaf "
          "desc limit $3",
          [&](const Row& row) -> Result<void> {
            TRY(port::MessageView message, message_view(row));
            rows.emplace_back(row.integer(0), std::move(message));
            return {};
          },
          role, before, limit + 1));
    std::ranges::sort(rows, [](const auto& a, const auto& b) { return a.first > b.first; });
    const auto repeated = std::ranges::unique(rows, {}, [](const auto& row) { return row.first; });
    rows.erase(repeated.begin(), repeated.end());
    for (auto& [leaf, message] : rows) {
      if (merged.items.size() == limit) {
        merged.next = std::to_string(rows[limit - 1].first);
        break;
      }
      merged.items.push_back(std::move(message));
    }
    return merged;
  });
}

Result<std::vector<port::Delivery>> SiteReads::next_deliveries() {
  return pool_->with([&](Database& db) -> Result<std::vector<port::Delivery>> {
    std::vector<port::Delivery> out;
    TRY_VOID(
        query(db,
              "select leaf, command, target, body from outbox where leaf in (select min(leaf) from outbox group by "
              "target) order by leaf",
              [&](const Row& row) -> Result<void> {
                out.push_back({.id = static_cast<std::uint64_t>(row.integer(0)),
                               .command = text(row, 1),
                               .target = text(row, 2),
                               .body = text(row, 3)});
                return {};
              }));
    return out;
  });
}

}  // namespace jidoka::sql
