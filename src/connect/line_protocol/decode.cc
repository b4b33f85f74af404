#include "line_protocol/decode.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "line_protocol/line.h"
#include "line_protocol/mapping.h"
#include "wire/utf8.h"

namespace jidoka::line_protocol {

namespace {

// More than any machine sends; without them one line could make more quarantine than memory holds.
constexpr std::size_t most_fields = 4096;
constexpr std::size_t most_tags = 64;
constexpr std::size_t longest_key = 4096;  // measurement and tags together

struct Slot {
  std::string key;  // as written
  std::string tag;
  const sense::StreamEntry* stream = nullptr;  // null: unknown, Intake decides
};

struct Shape {              // an equipment's last line
  std::string measurement;  // as written
  std::string equipment;
  const sense::EquipmentEntry* entry = nullptr;
  std::vector<Slot> slots;
  std::map<std::string, std::size_t, std::less<>> by_key;
  Shape* next = nullptr;  // which one followed it last time
};

struct Pending {  // fields wait for the time, which stands last
  std::size_t slot;
  Value value;
};

bool follows(const Line& line, std::string_view text, char one, char other) {
  return line.left() > text.size() && std::memcmp(line.here(), text.data(), text.size()) == 0 &&
         (line.here()[text.size()] == one || line.here()[text.size()] == other);
}

class Decoder {
 public:
  Decoder(std::string_view body, const Options& options, sense::Intake& intake)
      : options_(options),
        intake_(intake),
        all_utf8_(wire::is_utf8(body)),
        rereads_left_(4 * static_cast<std::ptrdiff_t>(body.size())) {
    if (options.map != nullptr) mapping_.emplace(*options.map);
  }

  // Takes the line at the front of `body`, and gives how many bytes of it that were.
  std::size_t line(std::string_view body) {
    const char* const begin = body.data();
    const char* const limit = begin + body.size();
    const char* const first_end = line_end(begin, limit);
    const std::string_view first(begin, static_cast<std::size_t>(first_end - begin));
    Line cursor(begin, first_end, rereads_left_ > 0 ? limit : first_end);
    const bool is_right = read(cursor);
    const std::string_view whole(begin, static_cast<std::size_t>(cursor.end() - begin));
    const bool is_utf8 = all_utf8_ || wire::is_utf8(whole);
    if (is_right && is_utf8) {
      mapping_ ? give_mapped() : give();
      return whole.size();
    }
    // A quote that goes on over line ends and then breaks the grammar was a forgotten one: it costs its own line only.
    const char* const reached = std::max(cursor.here(), cursor.end());
    if (reached > first_end) rereads_left_ -= reached - first_end;
    if (!all_utf8_ && !wire::is_utf8(first))
      refuse(first, {"line", {"The line is not UTF-8.", "该行不是 UTF-8 编码。"}});
    else
      refuse(first, reached > first_end ? unclosed() : cursor.fault());
    return first.size();
  }

 private:
  void refuse(std::string_view text, const Fault& fault) {
    sense::RawReading raw;
    raw.value = wire::excerpt(text);
    intake_.refuse("malformed", fault.field, fault.text, std::move(raw));
  }

  bool read(Line& cursor) {
    const char* const begin = cursor.here();
    if (!read_measurement(cursor) || !read_tags(cursor)) return false;
    if (static_cast<std::size_t>(cursor.here() - begin) > longest_key)
      return cursor.fail("measurement", {"The measurement and the tags of a line have at most 4096 bytes.",
                                         "每行的 measurement 与标签合计不得超过 4096 字节。"});
    while (cursor.take(' ')) {
    }
    if (!read_fields(cursor)) return false;
    std::optional<std::int64_t> written;
    if (!cursor.time(written)) return false;
    time_ = options_.received_at;
    if (written && __builtin_mul_overflow(*written, static_cast<std::int64_t>(options_.precision), &time_.ns))
      return cursor.fail("time", {"The time lies beyond the years 1678 to 2262; is the precision right?",
                                  "时间超出1678至2262年范围；请检查 precision 是否正确。"});
    return true;
  }

  bool read_measurement(Line& cursor) {
    if (shape_ != nullptr && shape_->next != nullptr && follows(cursor, shape_->next->measurement, ',', ' ')) {
      shape_ = shape_->next;
      cursor.skip(shape_->measurement.size());
      return true;
    }
    const std::string_view written = cursor.name(',', ' ');
    if (written.empty())
      return cursor.fail("measurement", {"A line begins with a measurement, the name of the equipment.",
                                         "每行须以 measurement（设备名称）开头。"});
    auto [found, is_new] = shapes_.try_emplace(std::string(written));
    if (is_new) {
      found->second = std::make_unique<Shape>();
      Shape& shape = *found->second;
      shape.measurement = written;
      shape.equipment = unescaped(written, scratch_);
      shape.entry = intake_.find(shape.equipment);
    }
    if (shape_ != nullptr) shape_->next = found->second.get();
    shape_ = found->second.get();
    return true;
  }

  bool read_tags(Line& cursor) {
    unit_ = lot_ = {};
    tags_.clear();
    for (std::size_t count = 0; cursor.take(','); ++count) {
      if (count == most_tags) return cursor.fail("tag", {"A line has at most 64 tags.", "每行最多 64 个标签。"});
      std::string_view key, value;
      if (!cursor.tag(key, value)) return false;
      if (key == "unit")
        unit_ = unescaped(value, unit_scratch_);
      else if (key == "lot")
        lot_ = unescaped(value, lot_scratch_);
      if (mapping_) tags_.emplace_back(key, value);
    }
    if (cursor.left() > 0 && *cursor.here() == ' ') return true;
    return cursor.fail("field",
                       {"A line needs a space and at least one field=value.", "每行须有一个空格和至少一个“字段=值”。"});
  }

  bool read_fields(Line& cursor) {
    pending_.clear();
    do {
      const std::size_t position = pending_.size();
      if (position == most_fields)
        return cursor.fail("field", {"A line has at most 4096 fields.", "每行最多 4096 个字段。"});
      std::size_t slot = position;
      if (position < shape_->slots.size() && follows(cursor, shape_->slots[position].key, '=', '='))
        cursor.skip(shape_->slots[position].key.size());
      else if (!find_slot(cursor, slot))
        return false;
      cursor.skip(1);
      if (!cursor.value(pending_.emplace_back(Pending{slot, {}}).value)) return false;
    } while (cursor.take(','));
    return true;
  }

  // The slot of a field that does not stand where it stood in the last line.
  bool find_slot(Line& cursor, std::size_t& slot) {
    const std::string_view written = cursor.name('=', ' ');
    if (written.empty() || cursor.at_end() || *cursor.here() != '=')
      return cursor.fail("field", {"A field needs a name, '=' and a value, such as melt_temp=231.2.",
                                   "字段须写成“名称=值”，例如 melt_temp=231.2。"});
    auto& slots = shape_->slots;
    if (const auto known = shape_->by_key.find(written); known != shape_->by_key.end())
      return slot = known->second, true;
    slot = slots.size();
    shape_->by_key.emplace(written, slot);
    slots.push_back({std::string(written), std::string(unescaped(written, scratch_)), nullptr});
    if (shape_->entry != nullptr) slots.back().stream = shape_->entry->find(slots.back().tag);
    return true;
  }

  sense::Intake::Reading reading_of(const Pending& field) const {
    return {shape_->equipment, shape_->slots[field.slot].tag, time_, field.value.number, {}, unit_, lot_};
  }

  void give() {
    for (const Pending& field : pending_) {
      if (field.value.kind == Value::Kind::text) {
        refuse_text(field);
        continue;
      }
      const sense::StreamEntry* stream = shape_->slots[field.slot].stream;
      if (stream != nullptr)
        intake_.add(*shape_->entry, *stream, reading_of(field));
      else
        intake_.add(reading_of(field));
    }
  }

  void give_mapped() {
    for (const Pending& field : pending_) {
      if (field.value.kind == Value::Kind::text) {
        refuse_text(field);
        continue;
      }
      const auto mapped =
          mapping_->apply({shape_->equipment, shape_->slots[field.slot].tag, field.value.as_written, tags_});
      if (!mapped) {
        sense::RawReading raw{.equipment = shape_->equipment,
                              .tag = shape_->slots[field.slot].tag,
                              .time = to_string(time_),
                              .value = std::string(field.value.as_written),
                              .uom = {},
                              .unit = std::string(unit_),
                              .lot = std::string(lot_)};
        intake_.refuse("malformed", mapped.error().field, mapped.error().text, std::move(raw));
        continue;
      }
      intake_.add({mapped->equipment, mapped->tag, time_, field.value.number, mapped->uom,
                   mapped->unit.empty() ? unit_ : std::string_view(mapped->unit),
                   mapped->lot.empty() ? lot_ : std::string_view(mapped->lot)});
    }
  }

  void refuse_text(const Pending& field) {
    sense::RawReading raw{.equipment = shape_->equipment,
                          .tag = shape_->slots[field.slot].tag,
                          .time = to_string(time_),
                          .value = wire::excerpt(field.value.as_written),
                          .uom = {},
                          .unit = std::string(unit_),
                          .lot = std::string(lot_)};
    intake_.refuse("not_a_number", "value",
                   {"A reading is a number; this field is text.", "读数须为数字；该字段是文本。"}, std::move(raw));
  }

  const Options& options_;
  sense::Intake& intake_;
  std::optional<Mapping> mapping_;
  std::unordered_map<std::string, std::unique_ptr<Shape>> shapes_;
  Shape* shape_ = nullptr;  // of the line in hand, and of the one before while its measurement is read
  std::vector<Pending> pending_;
  std::vector<std::pair<std::string_view, std::string_view>> tags_;
  std::string_view unit_, lot_;
  std::string scratch_, unit_scratch_, lot_scratch_;
  Instant time_;
  bool all_utf8_;
  // Bytes that may be read once more because a quote was forgotten before them: then line ends end lines again, and
  // what was made to be slow is not.
  std::ptrdiff_t rereads_left_;
};

}  // namespace

Result<Precision> parse_precision(std::string_view text) {
  if (text.empty() || text == "ns" || text == "n") return Precision::ns;
  if (text == "us" || text == "u") return Precision::us;
  if (text == "ms") return Precision::ms;
  if (text == "s") return Precision::s;
  return fail(Code::invalid, "precision", {"precision must be ns, us, ms or s.", "precision 须为 ns、us、ms 或 s。"},
              "precision");
}

void decode(std::string_view body, const Options& options, sense::Intake& intake) {
  Decoder decoder(body, options, intake);
  while (!body.empty()) {
    body.remove_prefix(std::min(body.find_first_not_of(" \r\n"), body.size()));
    if (body.starts_with('#'))
      body.remove_prefix(std::min(body.find('\n'), body.size()));
    else if (!body.empty())
      body.remove_prefix(decoder.line(body));
  }
}

}  // namespace jidoka::line_protocol
