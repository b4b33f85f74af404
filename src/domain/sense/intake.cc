#include "sense/intake.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace jidoka::sense {
namespace {

// Sensors that send milliseconds where nanoseconds are meant land in 1970; no plant has readings from before this.
constexpr Instant earliest{631'152'000'000'000'000};  // 1990-01-01T00:00:00Z

RawReading in_words(const Intake::Reading& reading) {
  return {std::string(reading.equipment),   std::string(reading.tag), to_string(reading.time),
          fmt::format("{}", reading.value), std::string(reading.uom), std::string(reading.unit),
          std::string(reading.lot)};
}

// The rule of act::check_id, which this module is below: 1 to 64 characters of UTF-8, none of them control characters
// (C0, DEL, C1), and no blank at either end.
bool is_item_id(std::string_view id) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  if (id.empty() || id.size() > 64 * 4 || is_blank(id.front()) || is_blank(id.back())) return false;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < id.size(); ++characters) {
    const auto lead = static_cast<unsigned char>(id[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                                                             : 0;
    if (length == 0 || i + length > id.size() || lead < 0x20 || lead == 0x7F) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(id[i + k]) & 0xC0) != 0x80) return false;
    if (lead == 0xC2 && static_cast<unsigned char>(id[i + 1]) < 0xA0) return false;
    i += length;
  }
  return characters <= 64;
}

Text not_a_number() { return {"The value is not a finite number.", "数值不是有限数。"}; }

// To a multiple of the precision, as the nearest double: 231.2, not 231.20000000000002, when 1/precision is whole.
double rounded(double value, double precision) {
  const double steps = std::round(1.0 / precision);
  if (std::abs(1.0 / precision - steps) < 1e-9 * steps) return std::round(value * steps) / steps;
  return std::round(value / precision) * precision;
}

}  // namespace

Intake::Intake(std::shared_ptr<const Catalogue> catalogue, std::string source, Instant received_at, Duration ahead)
    : catalogue_(std::move(catalogue)), latest_(received_at + ahead), unknown_(catalogue_->unknown_policy(source)) {
  batch_.source = std::move(source);
  batch_.received_at = received_at;
}

void Intake::add(const Reading& reading) {
  const EquipmentEntry* equipment = catalogue_->find(reading.equipment);
  const StreamEntry* stream = equipment == nullptr ? nullptr : equipment->find(reading.tag);
  if (stream != nullptr) return add(*equipment, *stream, reading);
  if (reading.equipment.empty() || reading.tag.empty() || reading.equipment.size() > 128 || reading.tag.size() > 128)
    return refuse_reading("malformed",
                          reading.equipment.empty() || reading.equipment.size() > 128 ? "equipment" : "tag",
                          {"A reading names its equipment and its tag, each with 1 to 128 bytes.",
                           "读数必须写明设备和变量名，各为 1 到 128 字节。"},
                          reading);
  if (unknown_ == plant::UnknownStream::quarantine)
    return refuse_reading(
        "unknown_stream", equipment == nullptr ? "equipment" : "tag",
        {fmt::format("The plant does not know {}/{}. Declare the tag, correct the name, or let the source add new "
                     "streams (unknown: catalogue).",
                     reading.equipment, reading.tag),
         fmt::format("工厂模型中没有 {}/{}。请声明该变量、改正名称，或允许数据源登记新数据流（unknown: catalogue）。",
                     reading.equipment, reading.tag)},
        reading);
  if (!std::isfinite(reading.value)) return refuse_reading("not_a_number", "value", not_a_number(), reading);
  if (!reading.uom.empty())  // the stream would be recorded in it for ever
    if (const auto uom = parse_uom(reading.uom); !uom)
      return refuse_reading("uom_mismatch", "uom", uom.error().text, reading);
  if (!time_is_right(reading) || !context_is_right(reading)) return;
  batch_.unknown.push_back({next_index_++, std::string(reading.equipment), std::string(reading.tag),
                            std::string(reading.uom), reading.time.ns, reading.value,
                            Context{std::string(reading.unit), std::string(reading.lot)}});
}

bool Intake::time_is_right(const Reading& reading) {
  if (reading.time > latest_) {
    refuse_reading("in_the_future", "time",
                   {fmt::format("Its time {} is ahead of the server's clock. Check the clock of the source.",
                                to_string(reading.time)),
                    fmt::format("读数时间 {} 超前于服务器时钟。请检查数据源的时钟。", to_string(reading.time))},
                   reading);
    return false;
  }
  if (reading.time < earliest) {
    refuse_reading(
        "too_old", "time",
        {fmt::format("Its time {} is before 1990. Check the precision of the timestamps (ns, us, ms or s).",
                     to_string(reading.time)),
         fmt::format("读数时间 {} 早于 1990 年。请检查时间戳精度（ns、us、ms 或 s）。", to_string(reading.time))},
        reading);
    return false;
  }
  return true;
}

// What is part of the reading's identity, and found by it, is written as everywhere else.
bool Intake::context_is_right(const Reading& reading) {
  if (reading.unit == last_context_.unit && reading.lot == last_context_.lot) return true;
  const bool unit_is_right = reading.unit.empty() || is_item_id(reading.unit);
  if (unit_is_right && (reading.lot.empty() || is_item_id(reading.lot))) return true;
  refuse_reading("malformed", unit_is_right ? "lot" : "unit",
                 {"A unit or lot has 1 to 64 visible characters and no space at either end.",
                  "产品序列号或批号须为 1 到 64 个可见字符，首尾不能有空格。"},
                 reading);
  return false;
}

void Intake::add(const EquipmentEntry& equipment, const StreamEntry& stream, const Reading& reading) {
  double value = reading.value;
  if (!reading.uom.empty() && reading.uom != stream.uom) {
    const auto from = parse_uom(reading.uom);
    const auto convert = from ? conversion(*from, stream.parsed_uom) : Result<UomConversion>(Failure(from.error()));
    if (!convert)
      return refuse_reading("uom_mismatch", "uom",
                            {fmt::format("{} is not a unit of measure that converts to {}.", reading.uom, stream.uom),
                             fmt::format("计量单位 {} 不能换算为 {}。", reading.uom, stream.uom)},
                            reading);
    value = (*convert)(value);
  }
  if (!std::isfinite(value)) return refuse_reading("not_a_number", "value", not_a_number(), reading);
  if (value < stream.lowest || value > stream.highest)
    return refuse_reading("out_of_range", "value",
                          {fmt::format("{} {} is outside what {}/{} can mean, {} to {}. Check the sensor.", value,
                                       stream.uom, equipment.id, stream.tag, stream.lowest, stream.highest),
                           fmt::format("{} {} 超出 {}/{} 的量程 {} 至 {}。请检查传感器。", value, stream.uom,
                                       equipment.id, stream.tag, stream.lowest, stream.highest)},
                          reading);
  if (stream.precision > 0) value = rounded(value, stream.precision);
  if (!time_is_right(reading) || !context_is_right(reading)) return;
  Columns& columns = batch_.columns;
  const std::uint32_t context = context_index(reading.unit, reading.lot);
  columns.streams.push_back(stream.number);
  columns.times.push_back(reading.time.ns);
  columns.values.push_back(value);
  if (!columns.dictionary.empty()) columns.contexts.push_back(context);
  ++next_index_;
}

// 0 for a reading that names neither. The dictionary begins with the first reading that names something.
std::uint32_t Intake::context_index(std::string_view unit, std::string_view lot) {
  if (unit.empty() && lot.empty()) return 0;
  if (last_context_index_ != 0 && unit == last_context_.unit && lot == last_context_.lot) return last_context_index_;
  Columns& columns = batch_.columns;
  if (columns.dictionary.empty()) {
    columns.dictionary.emplace_back();
    columns.contexts.assign(columns.streams.size(), 0);
  }
  last_context_ = {std::string(unit), std::string(lot)};
  for (std::uint32_t i = 1; i < columns.dictionary.size() && i < 64; ++i)
    if (columns.dictionary[i] == last_context_) return last_context_index_ = i;
  columns.dictionary.push_back(last_context_);
  return last_context_index_ = static_cast<std::uint32_t>(columns.dictionary.size() - 1);
}

void Intake::refuse_reading(std::string code, std::string field, Text text, const Reading& reading) {
  refuse(std::move(code), std::move(field), std::move(text), in_words(reading));
}

void Intake::refuse(std::string code, std::string field, Text text, RawReading reading) {
  batch_.refusals.push_back({next_index_++, std::move(code), std::move(field), std::move(text), std::move(reading)});
}

Batch Intake::take() && { return std::move(batch_); }

}  // namespace jidoka::sense
