#include "mapping/message_map.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <cmath>

#include "mapping/compiled.h"
#include "wire/number.h"
#include "wire/utf8.h"

namespace jidoka::mapping {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t longest_kept = 4096;  // what a person corrects is kept as it was

struct Member {  // of a message, as it stands there
  enum class Kind : std::uint8_t { absent, number, text, other };
  Kind kind = Kind::absent;
  std::string_view text;
  double number = 0;
};
struct Ranged {  // one of those that {key} goes over
  std::string_view key;
  Member value;
};
struct Wrong {
  std::string code = "malformed";
  std::string field;
  Text text;
};

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

simdjson::error_code read_scalar(ondemand::value value, Member& out) {
  ondemand::json_type type{};
  if (const auto error = value.type().get(type)) return error;
  out.text = trimmed(value.raw_json_token());
  if (type == ondemand::json_type::number) {
    out.kind = Member::Kind::number;
    const auto error = value.get_double().get(out.number);
    if (error == simdjson::SUCCESS) return error;
    out.kind = Member::Kind::other;  // beyond a double
    return error == simdjson::NUMBER_ERROR ? simdjson::SUCCESS : error;
  }
  if (type == ondemand::json_type::string) {
    out.kind = Member::Kind::text;
    return value.get_string().get(out.text);
  }
  out.kind = type == ondemand::json_type::null ? Member::Kind::absent : Member::Kind::other;
  return simdjson::SUCCESS;
}

}  // namespace

class MessageMap::Work {
 public:
  explicit Work(Compiled compiled) : map(std::move(compiled)), members_(map.members.size()) {}

  Applied apply(std::string_view topic, std::string_view payload, std::size_t size, Instant received_at,
                sense::Intake& intake);
  std::vector<std::pair<std::string, std::string>> last_fields() const;

  const Compiled map;

 private:
  void take_json(std::string_view payload);
  simdjson::error_code take_document(ondemand::document& document);
  simdjson::error_code take_list(ondemand::array list);
  simdjson::error_code take_object(ondemand::object object);
  simdjson::error_code read_members(ondemand::object object, const Node& node);
  void make_readings();
  void make_reading(const Ranged* ranged);
  bool fill(const Filling& filling, std::string_view field, const Ranged* ranged, std::string& scratch,
            std::string_view& out);
  std::optional<std::string_view> look_up(const Piece& piece, const Ranged* ranged) const;
  const Member* number_of(const Filling& filling, const Ranged* ranged) const;
  void blame(std::string_view field, Text text, std::string code = "malformed") {
    if (!wrong_) wrong_ = Wrong{std::move(code), std::string(field), std::move(text)};
  }
  void refuse_message(Text text, std::string_view field = "payload");
  void refuse(const Ranged* ranged);

  std::string bytes_;  // the payload with room behind it for the parser
  ondemand::parser parser_;
  std::vector<Member> members_;
  std::vector<Ranged> ranged_;
  std::vector<std::string_view> bound_;
  std::array<std::string, 7> scratch_;
  sense::Intake::Reading reading_;
  std::optional<Wrong> wrong_;
  std::string_view topic_;
  std::string_view payload_;
  std::string_view written_time_;
  std::string_view written_value_;
  Instant received_at_;
  sense::Intake* intake_ = nullptr;
  Applied applied_;
};

Applied MessageMap::Work::apply(std::string_view topic, std::string_view payload, std::size_t size, Instant received_at,
                                sense::Intake& intake) {
  applied_ = {};
  topic_ = topic;
  payload_ = payload;
  received_at_ = received_at;
  intake_ = &intake;
  wrong_.reset();
  ranged_.clear();
  for (Member& member : members_) member = {};
  if (!map.topic.matches(topic, bound_)) {
    refuse_message({fmt::format("The topic {} is not the source's {}.", wire::excerpt(topic), map.topic.filter()),
                    fmt::format("主题 {} 不属于该数据源（{}）。", wire::excerpt(topic), map.topic.filter())},
                   "topic");
    return applied_;
  }
  applied_.matched = true;
  if (size == 0) return applied_;  // a broker's way of saying that nothing is kept any more
  if (size > payload.size())
    refuse_message({fmt::format("The message has {} bytes; at most {} are read.", size, payload.size()),
                    fmt::format("消息长 {} 字节，最多读取 {} 字节。", size, payload.size())});
  else if (map.needs_json())
    take_json(payload);
  else
    make_reading(nullptr);
  return applied_;
}

void MessageMap::Work::take_json(std::string_view payload) {
  bytes_.assign(payload);
  bytes_.resize(payload.size() + simdjson::SIMDJSON_PADDING);
  ondemand::document document;
  auto error = parser_.iterate(bytes_.data(), payload.size(), bytes_.size()).get(document);
  if (error == simdjson::SUCCESS) error = take_document(document);
  if (error == simdjson::SUCCESS) return;
  refuse_message({fmt::format("This is not JSON: {}.", simdjson::error_message(error)),
                  fmt::format("内容不是合法的 JSON（{}）。", simdjson::error_message(error))});
}

simdjson::error_code MessageMap::Work::take_document(ondemand::document& document) {
  ondemand::json_type type{};
  if (const auto error = document.type().get(type)) return error;
  simdjson::error_code error = simdjson::SUCCESS;
  if (type == ondemand::json_type::object) {
    ondemand::object object;
    error = document.get_object().get(object);
    if (error == simdjson::SUCCESS) error = read_members(object, map.root);
    if (error == simdjson::SUCCESS && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      error = simdjson::TRAILING_CONTENT;
    if (error == simdjson::SUCCESS) make_readings();
    return error;
  }
  if (type == ondemand::json_type::array) {
    ondemand::array list;
    error = document.get_array().get(list);
    return error == simdjson::SUCCESS ? take_list(list) : error;
  }
  refuse_message({"The message is a bare value, but the mapping names members. Use {payload}, or send an object.",
                  "消息是单个值，而映射需要对象成员。请使用 {payload}，或改为发送对象。"});
  return simdjson::SUCCESS;
}

// The good ones are taken; what cannot be read any further is refused once.
simdjson::error_code MessageMap::Work::take_list(ondemand::array list) {
  for (auto item : list) {
    if (applied_.readings + applied_.refusals >= longest_list) {
      refuse_message({fmt::format("A message holds at most {} readings; the rest of it was left out.", longest_list),
                      fmt::format("一条消息最多包含 {} 条读数，其余部分未处理。", longest_list)});
      return simdjson::SUCCESS;
    }
    ondemand::value value;
    if (const auto error = item.get(value)) return error;
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    if (type != ondemand::json_type::object) {
      refuse_message({"The list has an entry that is no object.", "列表中有一项不是对象。"});
      continue;
    }
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    if (const auto error = take_object(object)) return error;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code MessageMap::Work::take_object(ondemand::object object) {
  ranged_.clear();
  for (Member& member : members_) member = {};
  if (const auto error = read_members(object, map.root)) return error;
  make_readings();
  return simdjson::SUCCESS;
}

simdjson::error_code MessageMap::Work::read_members(ondemand::object object, const Node& node) {
  for (auto field : object) {
    std::string_view name;
    ondemand::value value;
    if (const auto error = field.unescaped_key().get(name)) return error;
    if (const auto error = field.value().get(value)) return error;
    const Node* wanted = node.find(name);
    if (wanted == nullptr) {
      if (!node.is_range) continue;
      const char first = *value.raw_json_token().data();
      if (first != '-' && !wire::is_digit(first)) continue;
      ranged_.push_back({name, {}});
      if (const auto error = read_scalar(value, ranged_.back().value)) return error;
      continue;
    }
    if (wanted->children.empty() && !wanted->is_range) {
      if (const auto error = read_scalar(value, members_[static_cast<std::size_t>(wanted->member)])) return error;
      continue;
    }
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    if (type != ondemand::json_type::object) continue;
    ondemand::object inner;
    if (const auto error = value.get_object().get(inner)) return error;
    if (const auto error = read_members(inner, *wanted)) return error;
  }
  return simdjson::SUCCESS;
}

void MessageMap::Work::make_readings() {
  if (!map.has_range) return make_reading(nullptr);
  for (const Ranged& ranged : ranged_) make_reading(&ranged);
  if (ranged_.empty())
    refuse_message({"The message has no member that is a number, besides those that the mapping names itself.",
                    "消息中除映射已使用的成员外，没有数值成员。"});
}

std::optional<std::string_view> MessageMap::Work::look_up(const Piece& piece, const Ranged* ranged) const {
  const auto of = [](const Member& member) {
    return member.kind == Member::Kind::absent ? std::optional<std::string_view>() : std::optional(member.text);
  };
  switch (piece.origin.kind) {
    case Origin::Kind::bound:
      return bound_[piece.origin.index];
    case Origin::Kind::topic:
      return topic_;
    case Origin::Kind::payload:
      return trimmed(payload_);
    case Origin::Kind::key:
      return ranged == nullptr ? std::optional<std::string_view>() : ranged->key;
    case Origin::Kind::value:
      return ranged == nullptr ? std::optional<std::string_view>() : of(ranged->value);
    case Origin::Kind::member:
      return of(members_[piece.origin.index]);
  }
  return std::nullopt;
}

// False, with the blame, when something is missing. A template whose optional part is missing is nothing.
bool MessageMap::Work::fill(const Filling& filling, std::string_view field, const Ranged* ranged, std::string& scratch,
                            std::string_view& out) {
  out = {};
  scratch.clear();
  for (const Piece& piece : filling) {
    std::string_view text = piece.text;
    if (piece.is_name) {
      const auto found = look_up(piece, ranged);
      if (!found && piece.is_optional) return out = {}, true;
      if (!found) {
        blame(field, {fmt::format("The message has no {}, which the mapping of {} needs.", piece.text, field),
                      fmt::format("消息中没有 {}，而 {} 的映射需要它。", piece.text, field)});
        return false;
      }
      text = *found;
    }
    if (filling.size() == 1) return out = text, true;
    scratch += text;
  }
  out = scratch;
  return true;
}

// When the template is one name of something that is a number already.
const Member* MessageMap::Work::number_of(const Filling& filling, const Ranged* ranged) const {
  if (filling.size() != 1 || !filling[0].is_name) return nullptr;
  const Origin& origin = filling[0].origin;
  const Member* member = nullptr;
  if (origin.kind == Origin::Kind::value && ranged != nullptr) member = &ranged->value;
  if (origin.kind == Origin::Kind::member) member = &members_[origin.index];
  return member != nullptr && member->kind == Member::Kind::number ? member : nullptr;
}

void MessageMap::Work::make_reading(const Ranged* ranged) {
  wrong_.reset();
  reading_ = {};
  reading_.time = received_at_;
  written_time_ = written_value_ = {};
  bool is_complete = true;  // all are looked up: what is refused shows as much as there is
  const auto look = [&](const Filling& filling, std::string_view field, std::size_t scratch, std::string_view& out) {
    if (!fill(filling, field, ranged, scratch_[scratch], out)) is_complete = false;
  };
  look(map.equipment, "equipment", 0, reading_.equipment);
  look(map.tag, "tag", 1, reading_.tag);
  look(map.value, "value", 2, written_value_);
  look(map.time, "time", 3, written_time_);
  look(map.uom, "uom", 4, reading_.uom);
  look(map.unit, "unit", 5, reading_.unit);
  look(map.lot, "lot", 6, reading_.lot);
  if (is_complete) {
    if (const Member* number = number_of(map.value, ranged))
      reading_.value = number->number;
    else if (const auto value = wire::parse_number(written_value_))
      reading_.value = *value;
    else
      blame("value",
            {fmt::format("The value \"{}\" is not a number that a double can hold.", wire::excerpt(written_value_, 60)),
             fmt::format("“{}”不是双精度浮点数可表示的数字。", wire::excerpt(written_value_, 60))},
            "not_a_number");
    if (!written_time_.empty()) {
      if (const auto time = time_of(written_time_)) {
        reading_.time = *time;
        applied_.says_time = true;
      } else {
        blame("time", {fmt::format("The time \"{}\" is neither RFC 3339 nor a number since 1970 between 1990 and 2200.",
                                   wire::excerpt(written_time_, 60)),
                       fmt::format("时间“{}”既不是 RFC 3339，也不是 1990 至 2200 年间自1970年起的数值。",
                                   wire::excerpt(written_time_, 60))});
      }
    }
  }
  if (wrong_) return refuse(ranged);
  ++applied_.readings;
  intake_->add(reading_);
}

void MessageMap::Work::refuse(const Ranged* ranged) {
  ++applied_.refusals;
  sense::RawReading raw;
  raw.equipment = wire::excerpt(reading_.equipment);
  raw.tag = wire::excerpt(reading_.tag);
  raw.time = written_time_.empty() ? to_string(received_at_) : wire::excerpt(written_time_);
  raw.value = wire::excerpt(written_value_.empty() && ranged == nullptr ? payload_ : written_value_, longest_kept);
  raw.uom = wire::excerpt(reading_.uom);
  raw.unit = wire::excerpt(reading_.unit);
  raw.lot = wire::excerpt(reading_.lot);
  intake_->refuse(std::move(wrong_->code), std::move(wrong_->field), std::move(wrong_->text), std::move(raw));
  wrong_.reset();
}

// Nothing of it could be read: it is kept whole, as far as that goes, with what the topic alone tells.
void MessageMap::Work::refuse_message(Text text, std::string_view field) {
  const bool has_topic = applied_.matched;
  reading_ = {};
  wrong_.reset();
  written_time_ = written_value_ = {};
  ranged_.clear();
  for (Member& member : members_) member = {};
  if (has_topic) {
    fill(map.equipment, "equipment", nullptr, scratch_[0], reading_.equipment);
    fill(map.tag, "tag", nullptr, scratch_[1], reading_.tag);
  }
  wrong_ = Wrong{"malformed", std::string(field), std::move(text)};
  refuse(nullptr);
}

std::vector<std::pair<std::string, std::string>> MessageMap::Work::last_fields() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t i = 0; i < map.bound.size() && i < bound_.size(); ++i)
    out.emplace_back(map.bound[i], wire::excerpt(bound_[i]));
  for (std::size_t i = 0; i < members_.size(); ++i)
    if (members_[i].kind != Member::Kind::absent) out.emplace_back(map.members[i], wire::excerpt(members_[i].text));
  for (const Ranged& ranged : ranged_) out.emplace_back(wire::excerpt(ranged.key), wire::excerpt(ranged.value.text));
  return out;
}

MessageMap::MessageMap(std::unique_ptr<Work> work) : work_(std::move(work)) {}
MessageMap::~MessageMap() = default;
MessageMap::MessageMap(MessageMap&&) noexcept = default;
MessageMap& MessageMap::operator=(MessageMap&&) noexcept = default;

Result<MessageMap> MessageMap::compile(const plant::Source& source) {
  TRY(Compiled compiled, mapping::compile(source));
  return MessageMap(std::make_unique<Work>(std::move(compiled)));
}

const plant::TopicPattern& MessageMap::topic() const { return work_->map.topic; }
bool MessageMap::maps_time() const { return !work_->map.time.empty(); }

Applied MessageMap::apply(std::string_view topic, std::string_view payload, std::size_t size, Instant received_at,
                          sense::Intake& intake) {
  return work_->apply(topic, payload, size, received_at, intake);
}

std::vector<std::pair<std::string, std::string>> MessageMap::last_fields() const { return work_->last_fields(); }

}  // namespace jidoka::mapping
