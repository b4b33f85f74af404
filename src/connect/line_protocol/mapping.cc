#include "line_protocol/mapping.h"

#include <optional>

#include "line_protocol/line.h"

namespace jidoka::line_protocol {

namespace {

std::optional<std::string> look_up(std::string_view name, const Said& said) {
  if (name == "measurement") return std::string(said.measurement);
  if (name == "field") return std::string(said.field);
  if (name == "value") return std::string(said.value);
  std::string scratch;
  for (const auto& [key, value] : said.tags)
    if (unescaped(key, scratch) == name) return std::string(unescaped(value, scratch));
  return std::nullopt;
}

Result<std::string> fill(std::string_view pattern, std::string_view part, const Said& said) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    out.append(pattern.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) {
      out.append(pattern.substr(open));
      break;
    }
    const std::string name(pattern.substr(open + 1, close - open - 1));
    const auto found = look_up(name, said);
    if (!found)
      return fail(Code::invalid, "reading-map",
                  {"The line has no tag " + name + ", which the source's reading map needs.",
                   "该行没有标签 " + name + "，而数据源的读数映射需要它。"},
                  std::string(part));
    out += *found;
    pattern.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

Result<Mapped> Mapping::apply(const Said& said) const {
  Mapped mapped;
  TRY(mapped.equipment, fill(map_.equipment, "equipment", said));
  TRY(mapped.tag, fill(map_.tag, "tag", said));
  if (map_.uom) {
    TRY(mapped.uom, fill(*map_.uom, "uom", said));
  }
  if (map_.unit) {
    TRY(mapped.unit, fill(*map_.unit, "unit", said));
  }
  if (map_.lot) {
    TRY(mapped.lot, fill(*map_.lot, "lot", said));
  }
  return mapped;
}

}  // namespace jidoka::line_protocol
