// Pages of lists, newest first: the cursor is the leaf (or number) of the last row that was given.
#pragma once

#include <charconv>
#include <limits>

#include "core/result.h"
#include "json/decode.h"
#include "port/reads.h"
#include "sql/database.h"

namespace jidoka::sql {

constexpr std::uint32_t most_rows = 1000;

inline Failure wrong_cursor() {
  return fail(Code::invalid, "cursor",
              {"`after` must be the `next` of the page before.", "参数 after 必须是上一页返回的 next。"}, "after");
}

inline Result<std::uint32_t> limit_of(const port::Page& page) {
  if (page.limit == 0 || page.limit > most_rows)
    return fail(Code::invalid, "limit", {"`limit` must be from 1 to 1000.", "参数 limit 必须在 1 到 1000 之间。"},
                "limit");
  return page.limit;
}

inline Result<std::int64_t> before_of(const port::Page& page) {
  if (page.after.empty()) return std::numeric_limits<std::int64_t>::max();
  std::int64_t before = 0;
  const char* end = page.after.data() + page.after.size();
  const auto [stopped, failed] = std::from_chars(page.after.data(), end, before);
  if (failed != std::errc() || stopped != end) return wrong_cursor();
  return before;
}

// Rows come one more than the limit when there is a next page; `key` is the column of the cursor.
template <class T>
struct ListedRows {
  port::Listed<T> listed;
  std::uint32_t limit;
  int key;
  std::int64_t last = 0;

  template <class Make>
  Result<void> take(const Row& row, Make&& make) {
    if (listed.items.size() == limit) {
      listed.next = std::to_string(last);
      return {};
    }
    TRY(T item, make(row));
    listed.items.push_back(std::move(item));
    last = row.integer(key);
    return {};
  }
};

// list(db, page, make, key, sql, values…): sql's last two parameters are the cursor and the limit.
template <class T, class Make, class... Values>
Result<port::Listed<T>> list_newest(Database& db, const port::Page& page, Make&& make, int key, std::string_view sql,
                                    const Values&... values) {
  TRY(const std::uint32_t limit, limit_of(page));
  TRY(const std::int64_t before, before_of(page));
  ListedRows<T> rows{{}, limit, key};
  TRY_VOID(query(db, sql, [&](const Row& row) { return rows.take(row, make); }, values..., before, limit + 1));
  return std::move(rows.listed);
}

// What we wrote ourselves; failing to read it means that it was changed on disk.
template <class T>
Result<T> stored_json(std::string_view text) {
  auto value = json::decode<T>(text);
  if (!value)
    return fail(Code::corrupt, "row-corrupt",
                {"A stored row cannot be read: " + value.error().text.en + ". Run `jidoka ledger verify`.",
                 "存储的数据行无法读取：" + value.error().text.zh + "。请运行 jidoka ledger verify。"});
  return value;
}

}  // namespace jidoka::sql
