#include "series/batch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/assert.h"
#include "series/scaled.h"

namespace jidoka::series {
namespace {

constexpr std::uint16_t form = 0x3142;  // "B1"
constexpr std::size_t largest_row = 1 + 4 * 9;
constexpr std::size_t rows_at_once = 256;

constexpr unsigned value_mask = 0x0f;
constexpr unsigned as_float = 14;
constexpr unsigned as_double = 15;
constexpr unsigned next_stream = 0x10;
constexpr unsigned same_time = 0x20;
constexpr unsigned same_context = 0x40;

constexpr std::array<std::int64_t, 4> time_units = {1, 1'000, 1'000'000, 1'000'000'000};

bool is_float(double value) {
  if (!(std::abs(value) <= std::numeric_limits<float>::max())) return false;
  const auto narrow = static_cast<float>(value);
  return std::bit_cast<std::uint64_t>(static_cast<double>(narrow)) == std::bit_cast<std::uint64_t>(value);
}

// Remembers how values of a stream were written last: they seldom change, and a wrong guess costs only time or bytes.
class ValueForms {
 public:
  // Writes the value behind `to` and answers the end; form says how.
  char* put(char* to, std::uint32_t stream, double value, unsigned& value_form) {
    std::uint8_t& guess = guesses_[stream % guesses_.size()];
    std::int64_t scaled = 0;
    if (guess < as_float) [[likely]] {
      if (scale(value, guess, scaled) && zigzag(scaled) <= surely_worthwhile) [[likely]] {
        value_form = guess;
        return put_varint(to, zigzag(scaled));
      }
    } else if (guess > as_double) {
      --guess;
      return put_binary(to, value, value_form);
    }
    const unsigned decimals = fewest_decimals(value);
    if (decimals >= as_float) {
      guess = as_double + pause;
      return put_binary(to, value, value_form);
    }
    guess = static_cast<std::uint8_t>(decimals);
    value_form = decimals;
    scale(value, decimals, scaled);
    return put_varint(to, zigzag(scaled));
  }

 private:
  // Larger than this, fewer decimals may do: one odd value must not make all that follow long.
  static constexpr std::uint64_t surely_worthwhile = 1u << 28;
  // A stream of real doubles is asked for decimals only at every 32nd value: the search takes 50 ns.
  static constexpr std::uint8_t pause = 31;

  static char* put_binary(char* to, double value, unsigned& value_form) {
    if (is_float(value)) {
      value_form = as_float;
      return store(to, static_cast<float>(value));
    }
    value_form = as_double;
    return store(to, value);
  }

  std::array<std::uint8_t, 1024> guesses_{};
};

std::uint8_t choose_time_unit(const std::vector<std::int64_t>& times) {
  std::uint8_t unit = time_units.size() - 1;
  std::int64_t before = 0;
  for (const std::int64_t time : times) {
    if (time == before) continue;
    before = time;
    if (unit == 3 && time % 1'000'000'000 != 0) unit = 2;
    if (unit == 2 && time % 1'000'000 != 0) unit = 1;
    if (unit == 1 && time % 1'000 != 0) unit = 0;
    if (unit == 0) break;
  }
  return unit;
}

std::uint64_t difference(std::int64_t a, std::int64_t b) {
  return zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)));
}
std::int64_t sum(std::int64_t a, std::uint64_t zigzagged) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(unzigzag(zigzagged)));
}

struct Row {
  std::uint32_t stream = UINT32_MAX;  // so that stream 0 comes next
  std::int64_t time = 0;              // in units
  std::uint32_t context = 0;
};

// Reads one row; 37 bytes must be readable. Null when no row reads so.
const char* take_row(const char* from, Row& row, double& value) {
  const auto tag = static_cast<std::uint8_t>(*from++);
  bool malformed = false;
  std::uint64_t number = 0;
  if (tag & next_stream) {
    ++row.stream;
  } else {
    from = take_varint(from, number);
    const std::int64_t stream = sum(row.stream, number);
    malformed = stream < 0 || stream > UINT32_MAX;
    row.stream = static_cast<std::uint32_t>(stream);
  }
  if ((tag & same_time) == 0) {
    from = take_varint(from, number);
    row.time = sum(row.time, number);
  }
  if ((tag & same_context) == 0) {
    from = take_varint(from, number);
    row.context = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
  }
  const unsigned value_form = tag & value_mask;
  if (value_form < as_float) [[likely]] {
    from = take_varint(from, number);
    value = unscale(unzigzag(number), value_form);
  } else if (value_form == as_float) {
    value = static_cast<double>(load<float>(from));
    from += sizeof(float);
  } else {
    value = load<double>(from);
    from += sizeof(double);
  }
  return malformed || tag & 0x80 ? nullptr : from;
}

Failure damaged() {
  return fail(Code::corrupt, "series-batch",
              {"A batch of readings is damaged and cannot be read. Restore it from a backup",
               "一批采集数据已损坏，无法读取。请从备份恢复"});
}

}  // namespace

std::string encode_batch(const BatchColumns& columns) {
  const std::size_t count = columns.values.size();
  ASSERT(columns.streams.size() == count && columns.times.size() == count);
  ASSERT(columns.contexts.empty() || columns.contexts.size() == count);
  const std::uint8_t unit_index = choose_time_unit(columns.times);
  const std::int64_t unit = time_units[unit_index];
  std::string out;
  out.reserve(5 * count + 64);
  out.append({static_cast<char>(form & 0xff), static_cast<char>(form >> 8), static_cast<char>(unit_index)});
  append_varint(out, count);
  append_dictionary(out, columns.dictionary);

  ValueForms forms;
  Row before;
  std::int64_t time_before = 0;
  std::array<char, rows_at_once * largest_row> bytes;
  for (std::size_t start = 0; start < count; start += rows_at_once) {
    char* to = bytes.data();
    const std::size_t end = std::min(count, start + rows_at_once);
    for (std::size_t i = start; i < end; ++i) {
      char* const tag_at = to++;
      unsigned tag = 0;
      const std::uint32_t stream = columns.streams[i];
      if (stream == before.stream + 1)
        tag |= next_stream;
      else
        to = put_varint(to, difference(stream, before.stream));
      before.stream = stream;
      if (columns.times[i] == time_before) {
        tag |= same_time;
      } else {
        time_before = columns.times[i];
        const std::int64_t time = unit == 1 ? time_before : time_before / unit;
        to = put_varint(to, difference(time, before.time));
        before.time = time;
      }
      const std::uint32_t context = columns.contexts.empty() ? 0 : columns.contexts[i];
      if (context == before.context) {
        tag |= same_context;
      } else {
        ASSERT(context <= columns.dictionary.size());
        to = put_varint(to, context);
        before.context = context;
      }
      unsigned value_form = 0;
      to = forms.put(to, stream, columns.values[i], value_form);
      *tag_at = static_cast<char>(tag | value_form);
    }
    out.append(bytes.data(), to);
  }
  return out;
}

Result<BatchColumns> decode_batch(std::string_view bytes) {
  Reader in(bytes);
  std::uint16_t found = 0;
  std::uint8_t unit_index = 0;
  std::uint64_t count = 0;
  BatchColumns columns;
  if (!in.take_word(found) || found != form || !in.take_word(unit_index) || unit_index >= time_units.size() ||
      !in.take_varint(count) || !take_dictionary(in, UINT32_MAX, columns.dictionary))
    return damaged();
  // A row has two bytes at least.
  if (count > in.rest().size() / 2) return damaged();
  const std::int64_t unit = time_units[unit_index];
  columns.streams.resize(count);
  columns.times.resize(count);
  columns.values.resize(count);
  if (!columns.dictionary.empty()) columns.contexts.resize(count);

  std::array<char, 2 * largest_row> padded{};
  const char* at = in.rest().data();
  const char* end = at + in.rest().size();
  bool in_tail = false;
  Row row;
  for (std::size_t i = 0; i < count; ++i) {
    if (end - at < static_cast<std::ptrdiff_t>(largest_row) && !in_tail) {
      in_tail = true;  // the last rows are read where bytes beyond the end may be touched
      const std::size_t left = static_cast<std::size_t>(end - at);
      std::copy_n(at, left, padded.begin());
      at = padded.data();
      end = at + left;
    }
    at = at < end ? take_row(at, row, columns.values[i]) : nullptr;
    if (at == nullptr || row.context > columns.dictionary.size() ||
        __builtin_mul_overflow(row.time, unit, &columns.times[i]))
      return damaged();
    columns.streams[i] = row.stream;
    if (!columns.contexts.empty()) columns.contexts[i] = row.context;
  }
  if (at != end) return damaged();
  return columns;
}

}  // namespace jidoka::series
