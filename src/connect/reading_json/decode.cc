#include "reading_json/decode.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <optional>
#include <string_view>

#include "wire/utf8.h"

namespace jidoka::reading_json {

namespace {

namespace ondemand = simdjson::ondemand;

enum Key : std::uint8_t { equipment, tag, value, time, uom, unit, lot, set_aside, unknown };

Key key_of(std::string_view name) {
  switch (name.size()) {
    case 3:
      return name == "tag" ? tag : name == "uom" ? uom : name == "lot" ? lot : unknown;
    case 4:
      return name == "time" ? time : name == "unit" ? unit : unknown;
    case 5:
      return name == "value" ? value : unknown;
    case 9:
      return name == "equipment" ? equipment : name == "set_aside" ? set_aside : unknown;
    default:
      return unknown;
  }
}
constexpr std::array<std::string_view, 8> key_names = {"equipment", "tag",  "value", "time",
                                                       "uom",       "unit", "lot",   "set_aside"};
constexpr std::size_t longest_row = 4096;  // what a person corrects is kept as it was

struct Wrong {  // what is the matter with one reading
  std::string field;
  Text text;
};

// One reading in the making.
class Reader {
 public:
  Reader(sense::Intake& intake, Instant received_at) : intake_(intake), received_at_(received_at) {}

  // An error is one of the document; a wrong reading is refused here and is no error.
  simdjson::error_code read(ondemand::value item) {
    ondemand::json_type type{};
    if (const auto error = item.type().get(type)) return error;
    if (type != ondemand::json_type::object) return refuse_other(item);
    ondemand::object object;
    if (const auto error = item.get_object().get(object)) return error;
    start();
    for (auto field : object) {
      std::string_view name;
      if (const auto error = field.unescaped_key().get(name)) return error;
      ondemand::value found;
      if (const auto error = field.value().get(found)) return error;
      if (const auto error = take(name, found)) return error;
    }
    finish();
    return simdjson::SUCCESS;
  }

 private:
  void start() {
    reading_ = {};
    reading_.time = received_at_;
    seen_ = 0;
    wrong_.reset();
    said_.reset();
    as_written_[time] = as_written_[value] = {};
  }

  void blame(std::string_view name, Text text) {
    if (!wrong_) wrong_ = Wrong{wire::excerpt(name, 60), std::move(text)};
  }

  simdjson::error_code take(std::string_view name, ondemand::value& found) {
    const Key key = key_of(name);
    if (key == unknown) {
      blame(name, {"Unknown field " + wire::excerpt(name, 60) +
                       ". Known: equipment, tag, value, time, uom, unit, lot, set_aside.",
                   "未知字段 " + wire::excerpt(name, 60) +
                       "。可用字段：equipment、tag、value、time、uom、unit、lot、set_aside。"});
      std::string_view skipped;
      return skip(found, skipped);
    }
    if ((seen_ >> key & 1u) != 0)
      blame(name, {fmt::format("{} stands here twice.", name), fmt::format("字段 {} 重复出现。", name)});
    seen_ |= 1u << key;
    if (key == value) return take_value(found);
    if (key == time) return take_time(found);
    if (key == set_aside) return take_reason(found);
    return take_text(key, found);
  }

  simdjson::error_code take_value(ondemand::value& found) {
    as_written_[value] = found.raw_json_token();
    const auto error = found.get_double().get(reading_.value);
    if (error == simdjson::SUCCESS) return error;
    blame("value", {"value must be a number that a double can hold.", "value 须为双精度浮点数可表示的数字。"});
    return skip(found, as_written_[value]);
  }

  simdjson::error_code take_time(ondemand::value& found) {
    as_written_[time] = found.raw_json_token();
    const bool is_text = as_written_[time].starts_with('"');
    if (is_text) {
      std::string_view text;
      if (const auto error = found.get_string().get(text)) return error;
      as_written_[time] = text;
      if (const auto parsed = parse_instant(text)) return reading_.time = *parsed, simdjson::SUCCESS;
    } else if (found.get_int64().get(reading_.time.ns) == simdjson::SUCCESS) {
      return simdjson::SUCCESS;
    }
    blame("time", {"time must be RFC 3339 text such as \"2026-01-01T08:00:00.5Z\", or whole nanoseconds since 1970.",
                   "time 须为 RFC 3339 文本（如 \"2026-01-01T08:00:00.5Z\"），或自1970年起的整数纳秒。"});
    return is_text ? simdjson::SUCCESS : skip(found, as_written_[time]);
  }

  // Why the sender sets the reading aside: {"field", "en", "zh"}, all text.
  simdjson::error_code take_reason(ondemand::value& found) {
    const Text shape{"set_aside says why in both languages: {\"field\":…,\"en\":…,\"zh\":…}.",
                     "set_aside 须用两种语言说明原因：{\"field\":…,\"en\":…,\"zh\":…}。"};
    std::string_view skipped;
    ondemand::json_type type{};
    if (const auto error = found.type().get(type)) return error;
    if (type != ondemand::json_type::object) return blame("set_aside", shape), skip(found, skipped);
    ondemand::object object;
    if (const auto error = found.get_object().get(object)) return error;
    Wrong said;
    for (auto field : object) {
      std::string_view name;
      ondemand::value part;
      if (const auto error = field.unescaped_key().get(name)) return error;
      if (const auto error = field.value().get(part)) return error;
      std::string* into = name == "field" ? &said.field
                          : name == "en"  ? &said.text.en
                          : name == "zh"  ? &said.text.zh
                                          : nullptr;
      const bool is_text = part.raw_json_token()[0] == '"';
      std::string_view text;
      if (const auto error = skip(part, text)) return error;
      if (into == nullptr || !is_text) {
        blame("set_aside", shape);
        continue;
      }
      *into = wire::excerpt(text);
    }
    if (said.text.en.empty() || said.text.zh.empty()) blame("set_aside", shape);
    said_ = std::move(said);
    return simdjson::SUCCESS;
  }

  simdjson::error_code take_text(Key key, ondemand::value& found) {
    std::string_view text;
    if (found.raw_json_token()[0] == '"') {
      if (const auto error = found.get_string().get(text)) return error;
    } else if (const bool may_be_absent = key != equipment && key != tag; may_be_absent && is_null(found)) {
      text = {};
    } else {
      blame(key_names[key],
            {fmt::format("{} must be text.", key_names[key]), fmt::format("{} 须为文本。", key_names[key])});
      return skip(found, text);
    }
    if (key == equipment)
      reading_.equipment = text;
    else if (key == tag)
      reading_.tag = text;
    else if (key == uom)
      reading_.uom = text;
    else if (key == unit)
      reading_.unit = text;
    else
      reading_.lot = text;
    return simdjson::SUCCESS;
  }

  // The library's own answer throws for a word that only begins like null.
  static bool is_null(ondemand::value& found) {
    bool answer = false;
    return found.is_null().get(answer) == simdjson::SUCCESS && answer;
  }

  // Past a value of any kind.
  static simdjson::error_code skip(ondemand::value& found, std::string_view& as_written) {
    ondemand::json_type type{};
    if (const auto error = found.type().get(type)) return error;
    if (type == ondemand::json_type::object) {
      ondemand::object inner;
      if (const auto error = found.get_object().get(inner)) return error;
      return inner.raw_json().get(as_written);
    }
    if (type == ondemand::json_type::array) {
      ondemand::array inner;
      if (const auto error = found.get_array().get(inner)) return error;
      return inner.raw_json().get(as_written);
    }
    if (type == ondemand::json_type::string) return found.get_string().get(as_written);
    as_written = found.raw_json_token();
    bool flag = false;
    if (type == ondemand::json_type::boolean) return found.get_bool().get(flag);
    if (type == ondemand::json_type::null) return is_null(found) ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    double number = 0;
    const auto error = found.get_double().get(number);  // beyond a double, or not a number at all
    return error == simdjson::NUMBER_ERROR ? simdjson::NUMBER_ERROR : simdjson::SUCCESS;
  }

  void finish() {
    if (said_ && (!wrong_ || wrong_->field != "set_aside"))
      return intake_.refuse("malformed", std::move(said_->field), std::move(said_->text), as_sent());
    for (Key key : {equipment, tag, value})
      if ((seen_ >> key & 1u) == 0)
        blame(key_names[key],
              {fmt::format("{} is missing.", key_names[key]), fmt::format("缺少 {}。", key_names[key])});
    if (!wrong_) return intake_.add(reading_);
    const bool number_fault = wrong_->field == "value" && (seen_ >> value & 1u) != 0;
    intake_.refuse(number_fault ? "not_a_number" : "malformed", std::move(wrong_->field), std::move(wrong_->text),
                   as_sent());
  }

  sense::RawReading as_sent() const {
    sense::RawReading raw;
    raw.equipment = wire::excerpt(reading_.equipment);
    raw.tag = wire::excerpt(reading_.tag);
    raw.time = (seen_ >> time & 1u) != 0 ? plain(as_written_[time]) : to_string(received_at_);
    raw.value = plain(as_written_[value]);
    raw.uom = wire::excerpt(reading_.uom);
    raw.unit = wire::excerpt(reading_.unit);
    raw.lot = wire::excerpt(reading_.lot);
    return raw;
  }

  static std::string plain(std::string_view token) {
    while (token.ends_with(' ') || token.ends_with('\n') || token.ends_with('\r') || token.ends_with('\t'))
      token.remove_suffix(1);
    if (token.size() >= 2 && token.starts_with('"') && token.ends_with('"')) token = token.substr(1, token.size() - 2);
    return wire::excerpt(token, longest_row);
  }

  simdjson::error_code refuse_other(ondemand::value item) {
    std::string_view as_written;
    if (const auto error = skip(item, as_written)) return error;
    sense::RawReading raw;
    raw.value = wire::excerpt(as_written);
    intake_.refuse(
        "malformed", "",
        {"A reading is an object with equipment, tag and value.", "读数须为含 equipment、tag、value 的对象。"},
        std::move(raw));
    return simdjson::SUCCESS;
  }

  sense::Intake& intake_;
  Instant received_at_;
  sense::Intake::Reading reading_;
  std::uint32_t seen_ = 0;
  std::optional<Wrong> wrong_;
  std::optional<Wrong> said_;  // by the sender, of a reading that it sets aside itself
  std::array<std::string_view, 8> as_written_;
};

ondemand::parser& parser_of_this_thread() {
  thread_local ondemand::parser parser;
  return parser;
}

Failure not_json(simdjson::error_code error, std::uint64_t index, std::size_t byte) {
  return fail(Code::invalid, "malformed-json",
              {fmt::format("This is not JSON at reading {}, byte {}: {}. Nothing was taken.", index, byte,
                           simdjson::error_message(error)),
               fmt::format("第 {} 条读数、第 {} 字节处不是合法的 JSON（{}）。未接收任何读数。", index, byte,
                           simdjson::error_message(error))},
              fmt::format("[{}]", index));
}

class Body {
 public:
  Body(std::string_view whole, std::size_t capacity, Reader& reader, sense::Intake& intake)
      : whole_(whole), capacity_(capacity), reader_(reader), intake_(intake) {}

  // One JSON text that stands at `from` in the body.
  Result<void> read(std::size_t from, std::size_t size, bool may_be_list) {
    ondemand::document document;
    const char* begin = whole_.data() + from;
    if (const auto error = parser_of_this_thread().iterate(begin, size, capacity_ - from).get(document))
      return not_json(error, intake_.count(), from);
    ondemand::json_type type{};
    if (const auto error = document.type().get(type)) return not_json(error, intake_.count(), from);
    simdjson::error_code error = simdjson::SUCCESS;
    if (type == ondemand::json_type::array && may_be_list) {
      error = read_list(document);
    } else {
      ondemand::value item;
      error = document.get_value().get(item);
      if (error == simdjson::SCALAR_DOCUMENT_AS_VALUE)
        return fail(Code::invalid, "not-readings",
                    {"Readings are a list of objects, or one object a line.", "读数须为对象列表，或每行一个对象。"});
      if (error == simdjson::SUCCESS) error = reader_.read(item);
    }
    const char* stopped = nullptr;
    if (error == simdjson::SUCCESS && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      error = simdjson::TRAILING_CONTENT;
    if (error == simdjson::SUCCESS) return {};
    if (document.current_location().get(stopped) != simdjson::SUCCESS || stopped < begin || stopped > begin + size)
      stopped = begin + size;
    return not_json(error, intake_.count(), static_cast<std::size_t>(stopped - whole_.data()));
  }

 private:
  simdjson::error_code read_list(ondemand::document& document) {
    ondemand::array list;
    if (const auto error = document.get_array().get(list)) return error;
    for (auto element : list) {
      ondemand::value item;
      if (const auto error = element.get(item)) return error;
      if (const auto error = reader_.read(item)) return error;
    }
    return simdjson::SUCCESS;
  }

  std::string_view whole_;
  std::size_t capacity_;
  Reader& reader_;
  sense::Intake& intake_;
};

}  // namespace

Result<sense::Batch> decode(std::string& body, Form form, sense::Intake intake, Instant received_at) {
  const std::size_t size = body.size();
  body.append(simdjson::SIMDJSON_PADDING, form == Form::lines ? '\n' : ' ');
  Reader reader(intake, received_at);
  Body text({body.data(), size}, body.size(), reader, intake);
  if (form == Form::document) {
    TRY_VOID(text.read(0, size, true));
    return std::move(intake).take();
  }
  for (std::size_t from = 0; from < size;) {
    const std::size_t newline = std::min(body.find('\n', from), size);
    const bool blank = body.find_first_not_of(" \t\r", from) >= newline;
    if (!blank) TRY_VOID(text.read(from, newline - from, false));
    from = newline + 1;
  }
  return std::move(intake).take();
}

}  // namespace jidoka::reading_json
