// The bytes under pages and batches: little-endian words, and varints whose length stands in the low bits of their
// first byte, so that one load and one shift decode them (1 byte up to 2^7, 2 up to 2^14, … 8 up to 2^56, else 9).
//
// A Reader never passes its end and refuses a varint that could have been shorter: one value, one spelling.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace jidoka::series {

static_assert(std::endian::native == std::endian::little, "words are stored as they lie in memory");

template <class Word>
Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}
template <class Word>
char* store(char* to, Word word) {
  std::memcpy(to, &word, sizeof word);
  return to + sizeof word;
}

constexpr std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
}

// Nine bytes may be written whatever the length; the result points behind those that count.
inline char* put_varint(char* to, std::uint64_t value) {
  const auto length = static_cast<unsigned>(std::bit_width(value | 1) + 6) / 7;
  if (length > 8) [[unlikely]] {
    *to = 0;
    return store(to + 1, value);
  }
  store(to, (value << 1 | 1) << (length - 1));
  return to + length;
}
inline void append_varint(std::string& out, std::uint64_t value) {
  char bytes[9];
  out.append(bytes, put_varint(bytes, value));
}

// Nine bytes may be read whatever the length. A spelling that is too long is not noticed here.
inline const char* take_varint(const char* from, std::uint64_t& value) {
  const auto word = load<std::uint64_t>(from);
  const auto length = static_cast<unsigned>(std::countr_zero(word | 0x100)) + 1;
  if (length > 8) [[unlikely]] {
    value = load<std::uint64_t>(from + 1);
    return from + 9;
  }
  value = (word << (64 - 8 * length)) >> (64 - 7 * length);
  return from + length;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::string_view rest() const { return rest_; }
  bool take(std::size_t count, std::string_view& out) {
    if (rest_.size() < count) return false;
    out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return true;
  }
  template <class Word>
  bool take_word(Word& out) {
    std::string_view bytes;
    if (!take(sizeof out, bytes)) return false;
    out = load<Word>(bytes.data());
    return true;
  }
  bool take_varint(std::uint64_t& out) {
    char padded[9] = {};
    rest_.copy(padded, sizeof padded);
    const auto length = static_cast<std::size_t>(series::take_varint(padded, out) - padded);
    if (length > rest_.size() || (length > 1 && static_cast<std::size_t>(std::bit_width(out)) <= 7 * (length - 1)))
      return false;
    rest_.remove_prefix(length);
    return true;
  }
  bool take_varint_below(std::uint64_t limit, std::uint64_t& out) { return take_varint(out) && out < limit; }

 private:
  std::string_view rest_;
};

}  // namespace jidoka::series
