#include "table/map.h"

#include <fmt/format.h>

#include "json/decode.h"
#include "json/yaml.h"
#include "table/cells.h"

namespace jidoka::table {

namespace {

Failure wrong(std::string field, Text text) {
  return fail(Code::invalid, "table-map", std::move(text), std::move(field));
}

Result<void> check_cell(const CellMap& cell, const std::string& field) {
  if (cell.column.has_value() + cell.constant.has_value() + cell.text.has_value() == 1) return {};
  return wrong(field, {field + " takes exactly one of column, constant and template.",
                       field + " 只能使用 column、constant、template 之一。"});
}

Result<void> check(const TableMap& map) {
  if (map.separator && *map.separator != "," && *map.separator != ";" && *map.separator != "\t")
    return wrong("separator", {"separator must be \",\", \";\" or a tab.", "separator 须为逗号、分号或制表符。"});
  if (map.decimal && *map.decimal != "." && *map.decimal != ",")
    return wrong("decimal", {"decimal must be \".\" or \",\".", "decimal 须为 \".\" 或 \",\"。"});
  const TimeMap& time = map.time;
  if (time.column.has_value() + time.constant.has_value() + time.start.has_value() != 1)
    return wrong("time", {"time takes exactly one of column, constant and start.",
                          "time 只能使用 column、constant、start 之一。"});
  if (time.start.has_value() != time.step.has_value() || (time.step && time.step->ns <= 0))
    return wrong("time.step", {"A sequence needs start and a step above 0, such as 30s.",
                               "按序生成时间须同时给出 start 和大于0的 step，例如 30s。"});
  if (!is_time_format(time.format))
    return wrong(
        "time.format",
        {"format must be rfc3339, unix_s, unix_ms, unix_us, unix_ns, excel, or a pattern such as %Y-%m-%d %H:%M:%S.",
         "format 须为 rfc3339、unix_s、unix_ms、unix_us、unix_ns、excel，或 %Y-%m-%d %H:%M:%S 这样的格式。"});
  if (!time_in("2026-01-01T00:00:00" + time.utc_offset, "rfc3339"))
    return wrong("time.utc_offset", {"utc_offset must be like +08:00.", "utc_offset 须形如 +08:00。"});
  TRY_VOID(check_cell(map.equipment, "equipment"));
  if (map.unit) TRY_VOID(check_cell(*map.unit, "unit"));
  if (map.lot) TRY_VOID(check_cell(*map.lot, "lot"));
  if (map.readings.empty())
    return wrong("readings", {"readings must name at least one column.", "readings 至少须列出一列。"});
  return {};
}

}  // namespace

Result<TableMap> parse_map(std::string_view yaml, const std::string& file) {
  TRY(const auto documents, json::parse_yaml(yaml, file));
  if (documents.size() != 1) return wrong("", {"A map is one YAML document.", "映射文件须只含一个 YAML 文档。"});
  TRY(TableMap map, json::decode<TableMap>(documents[0].value));
  TRY_VOID(check(map));
  return map;
}

}  // namespace jidoka::table
