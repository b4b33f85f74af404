#include "table/readings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "table/cells.h"
#include "table/rows.h"
#include "wire/utf8.h"

namespace jidoka::table {

namespace {

constexpr std::array<std::string_view, 7> columns = {"equipment", "tag", "time", "value", "uom", "unit", "lot"};
enum Column { equipment, tag, time, value, uom, unit, lot };

class Reader {
 public:
  Reader(sense::Intake& intake, Instant received_at, Decimal decimal)
      : intake_(intake), received_at_(received_at), decimal_(decimal) {}

  Result<void> take(const Row& row) {
    if (!has_header_) return read_header(row);
    if (row.fields.size() != width_) {
      refuse(row, "",
             {fmt::format("Row {} has {} columns, the header {}.", row.number, row.fields.size(), width_),
              fmt::format("第 {} 行有 {} 列，表头有 {} 列。", row.number, row.fields.size(), width_)},
             "malformed");
      return {};
    }
    const auto number = number_in(cell(row, value), decimal_);
    if (!number) {
      refuse(row, "value", {"value must be a number.", "value 须为数字。"}, "not_a_number");
      return {};
    }
    std::optional<Instant> when = received_at_;
    if (const std::string_view written = cell(row, time); !written.empty())
      when = time_in(written, written.find('-', 1) == std::string_view::npos ? "unix_ns" : "rfc3339");
    if (!when) {
      refuse(row, "time",
             {"time must be RFC 3339 such as 2026-01-01T08:00:00Z, or whole nanoseconds since 1970.",
              "time 须为 RFC 3339（如 2026-01-01T08:00:00Z）或自1970年起的整数纳秒。"},
             "malformed");
      return {};
    }
    intake_.add(
        {cell(row, equipment), cell(row, tag), *when, *number, cell(row, uom), cell(row, unit), cell(row, lot)});
    return {};
  }

  Result<void> finish() const {
    if (has_header_) return {};
    return fail(Code::invalid, "malformed-table",
                {"The table is empty; its first row names the columns.", "表格为空；第一行须为列名。"});
  }

 private:
  std::string_view cell(const Row& row, Column column) const {
    return at_[column] ? row.fields[*at_[column]] : std::string_view();
  }

  Result<void> read_header(const Row& row) {
    has_header_ = true;
    width_ = row.fields.size();
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const std::size_t known = static_cast<std::size_t>(std::ranges::find(columns, row.fields[i]) - columns.begin());
      const std::string shown = wire::excerpt(row.fields[i], 60);
      if (known == columns.size())
        return fail(Code::invalid, "unknown-column",
                    {"Unknown column " + shown + ". Known: equipment, tag, time, value, uom, unit, lot.",
                     "未知列 " + shown + "。可用列：equipment、tag、time、value、uom、unit、lot。"},
                    shown);
      if (at_[known])
        return fail(Code::invalid, "malformed-table",
                    {"Column " + shown + " stands twice.", "列 " + shown + " 重复出现。"}, shown);
      at_[known] = i;
    }
    for (Column needed : {equipment, tag, value})
      if (!at_[needed])
        return fail(Code::invalid, "missing-column",
                    {fmt::format("The header lacks the column {}.", columns[needed]),
                     fmt::format("表头缺少列 {}。", columns[needed])},
                    std::string(columns[needed]));
    return {};
  }

  void refuse(const Row& row, std::string field, Text text, std::string code) {
    sense::RawReading raw;
    if (row.fields.size() == width_) {
      raw = {std::string(cell(row, equipment)), std::string(cell(row, tag)), std::string(cell(row, time)),
             std::string(cell(row, value)),     std::string(cell(row, uom)), std::string(cell(row, unit)),
             std::string(cell(row, lot))};
    } else {
      raw.value = as_text(row);
    }
    intake_.refuse(std::move(code), std::move(field), std::move(text), std::move(raw));
  }

  sense::Intake& intake_;
  Instant received_at_;
  Decimal decimal_;
  bool has_header_ = false;
  std::size_t width_ = 0;
  std::array<std::optional<std::size_t>, 7> at_;
};

}  // namespace

Result<sense::Batch> decode_readings(std::string_view body, sense::Intake intake, Instant received_at) {
  const char separator = guess_separator(body);
  Reader reader(intake, received_at, decimal_of(separator));
  Rows rows(separator, [&](const Row& row) { return reader.take(row); });
  TRY_VOID(rows.feed(body));
  TRY_VOID(rows.finish());
  TRY_VOID(reader.finish());
  return std::move(intake).take();
}

}  // namespace jidoka::table
