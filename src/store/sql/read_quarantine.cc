#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

constexpr std::string_view columns =
    "select leaf, id, source, code, field, text_en, text_zh, reading, state, at, settled_by, reason from quarantine ";

Result<port::QuarantineView> quarantine_view(const Row& row) {
  return port::QuarantineView{.id = text(row, 1),
                              .source = text(row, 2),
                              .code = text(row, 3),
                              .field = text(row, 4),
                              .text = {text(row, 5), text(row, 6)},
                              .reading = json::Raw{text(row, 7)},
                              .state = text(row, 8),
                              .at = instant(row, 9),
                              .settled_by = text_or_none(row, 10),
                              .reason = text_or_none(row, 11)};
}

}  // namespace

Result<port::Listed<port::QuarantineView>> SiteReads::quarantine(std::optional<std::string> state, port::Page page) {
  return pool_->with([&](Database& db) {
    if (state)
      return list_newest<port::QuarantineView>(
          db, page, quarantine_view, 0,
          std::string(columns) + "where state = $1 and leaf < $2 order by leaf desc limit $3", *state);
    return list_newest<port::QuarantineView>(db, page, quarantine_view, 0,
                                             std::string(columns) + "where leaf < $1 order by leaf desc limit $2");
  });
}

Result<std::optional<port::QuarantineView>> SiteReads::quarantined(std::string_view id) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::QuarantineView>> {
    std::optional<port::QuarantineView> found;
    TRY_VOID(query(
        db, std::string(columns) + "where id = $1",
        [&](const Row& row) -> Result<void> {
          TRY(found, quarantine_view(row));
          return {};
        },
        id));
    return found;
  });
}

}  // namespace jidoka::sql
