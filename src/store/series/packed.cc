#include "series/packed.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace jidoka::series {
namespace {

constexpr std::size_t chunk = 64;  // 64 values of w bits fill w whole words

// q of a value. From the minimum every difference is positive and unsigned; from any other base it is signed.
struct Quotient {
  std::uint64_t base;
  std::uint64_t divisor;
  bool from_minimum;

  std::uint64_t operator()(std::int64_t value) const {
    const std::uint64_t difference = static_cast<std::uint64_t>(value) - base;
    if (divisor == 1) return difference;
    if (from_minimum) return difference / divisor;
    const bool negative = static_cast<std::int64_t>(difference) < 0;
    const std::uint64_t q = (negative ? 0 - difference : difference) / divisor;
    return negative ? 0 - q : q;
  }
};

bool fits(std::uint64_t q, unsigned width) { return width == 64 || q >> width == 0; }

std::uint64_t common_divisor(std::span<const std::int64_t> values, std::uint64_t base, bool from_minimum) {
  std::uint64_t divisor = 0;
  for (const std::int64_t value : values) {
    std::uint64_t difference = static_cast<std::uint64_t>(value) - base;
    if (!from_minimum && static_cast<std::int64_t>(difference) < 0) difference = 0 - difference;
    if (difference == 0 || (divisor != 0 && difference % divisor == 0)) continue;
    divisor = std::gcd(divisor, difference);
    if (divisor == 1) break;
  }
  return divisor == 0 ? 1 : divisor;
}

Packing packing_from(std::span<const std::int64_t> values, std::uint64_t base, bool from_minimum) {
  Packing packing{.base = base, .divisor = common_divisor(values, base, from_minimum)};
  std::array<std::uint32_t, 65> count{};
  std::array<std::uint64_t, 65> apart{};  // bits of the exceptions, were these widths written apart
  const Quotient quotient{base, packing.divisor, from_minimum};
  for (const std::int64_t value : values) {
    const std::uint64_t q = quotient(value);
    const auto width = static_cast<std::size_t>(std::bit_width(q));
    ++count[width];
    if (!from_minimum)
      apart[width] += 16 + static_cast<std::uint64_t>(std::bit_width(zigzag(static_cast<std::int64_t>(q))));
  }
  if (from_minimum)
    for (std::size_t width = 0; width < count.size(); ++width) apart[width] = count[width] * (17 + width);

  std::uint64_t apart_bits = 0;
  std::size_t exceptions = 0;
  packing.bits = UINT64_MAX;
  for (unsigned width = 64;; --width) {
    if (width == 0 || count[width] > 0) {
      const std::uint64_t bits = width * values.size() + apart_bits;
      if (bits < packing.bits) {
        packing.bits = bits;
        packing.width = width;
        packing.exceptions = exceptions;
      }
    }
    if (width == 0) break;
    apart_bits += apart[width];
    exceptions += count[width];
  }
  return packing;
}

// The value that a sample of the column holds most, when that is at least half of it.
bool find_usual(std::span<const std::int64_t> values, std::int64_t& usual) {
  std::array<std::int64_t, 33> sample;
  for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = values[i * (values.size() - 1) / (sample.size() - 1)];
  std::nth_element(sample.begin(), sample.begin() + sample.size() / 2, sample.end());
  usual = sample[sample.size() / 2];
  return 2 * static_cast<std::size_t>(std::count(sample.begin(), sample.end(), usual)) > sample.size();
}

char* pack_chunk(char* to, std::span<const std::uint64_t> quotients, unsigned width) {
  std::uint64_t word = 0;
  unsigned filled = 0;
  for (const std::uint64_t q : quotients) {
    word |= q << filled;
    filled += width;
    if (filled < 64) continue;
    to = store(to, word);
    filled -= 64;
    word = filled == 0 ? 0 : q >> (width - filled);
  }
  if (filled == 0) return to;
  store(to, word);
  return to + (filled + 7) / 8;
}

// Reads values of `width` bits and answers the bitwise or of them all.
std::uint64_t unpack_bits(std::string_view bytes, unsigned width, std::span<std::int64_t> values) {
  const std::uint64_t mask = width == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << width) - 1;
  std::uint64_t seen = 0;
  std::uint64_t bit = 0;
  std::size_t i = 0;
  if (width <= 56) {
    const std::size_t words = bytes.size() < 8 ? 0 : (8 * (bytes.size() - 8) + 7) / width + 1;
    const std::size_t fast = std::min(values.size(), words);
    for (; i < fast; ++i, bit += width) {
      const std::uint64_t q = load<std::uint64_t>(bytes.data() + bit / 8) >> bit % 8 & mask;
      seen |= q;
      values[i] = static_cast<std::int64_t>(q);
    }
  }
  for (; i < values.size(); ++i, bit += width) {
    char padded[16] = {};
    const std::string_view rest = bytes.substr(bit / 8, 9);
    std::memcpy(padded, rest.data(), rest.size());
    std::uint64_t q = load<std::uint64_t>(padded) >> bit % 8;
    if (bit % 8 != 0) q |= load<std::uint64_t>(padded + 8) << (64 - bit % 8);
    q &= mask;
    seen |= q;
    values[i] = static_cast<std::int64_t>(q);
  }
  return seen;
}

bool padding_is_zero(std::string_view bytes, std::uint64_t used_bits) {
  return used_bits % 8 == 0 || static_cast<std::uint8_t>(bytes.back()) >> used_bits % 8 == 0;
}

bool take_exceptions(Reader& in, std::uint64_t count, unsigned width, std::span<std::int64_t> quotients) {
  std::uint64_t position = 0;
  for (std::uint64_t i = 0; i < count; ++i, ++position) {
    std::uint64_t gap = 0;
    std::uint64_t value = 0;
    if (!in.take_varint_below(quotients.size(), gap) || !in.take_varint(value)) return false;
    position += gap;
    if (position >= quotients.size() || quotients[position] != 0) return false;
    quotients[position] = unzigzag(value);
    if (fits(static_cast<std::uint64_t>(quotients[position]), width)) return false;
  }
  return true;
}

}  // namespace

Packing choose_packing(std::span<const std::int64_t> values) {
  if (values.empty()) return {};
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  const auto minimum = static_cast<std::uint64_t>(*least);
  if (*least == *greatest) return {.base = minimum};
  Packing best = packing_from(values, minimum, true);
  std::int64_t usual = 0;
  if (best.width > 0 && values.size() >= 8 && find_usual(values, usual) && usual != *least) {
    const Packing other = packing_from(values, static_cast<std::uint64_t>(usual), false);
    if (other.bits < best.bits) best = other;
  }
  return best;
}

void pack(std::string& out, std::span<const std::int64_t> values, const Packing& packing) {
  out += static_cast<char>(packing.width);
  append_varint(out, zigzag(static_cast<std::int64_t>(packing.base)));
  append_varint(out, packing.divisor - 1);
  append_varint(out, packing.exceptions);
  if (values.empty()) return;
  const bool from_minimum = packing.divisor == 1 || std::all_of(values.begin(), values.end(), [&](std::int64_t v) {
                              return v >= static_cast<std::int64_t>(packing.base);
                            });
  const Quotient quotient{packing.base, packing.divisor, from_minimum};
  std::string apart;
  std::size_t next = 0;  // the position after the last exception
  std::array<std::uint64_t, chunk> quotients;
  std::array<char, chunk * 8> bytes;
  for (std::size_t start = 0; start < values.size(); start += chunk) {
    const std::size_t count = std::min(chunk, values.size() - start);
    for (std::size_t i = 0; i < count; ++i) {
      quotients[i] = quotient(values[start + i]);
      if (fits(quotients[i], packing.width)) continue;
      append_varint(apart, start + i - next);
      append_varint(apart, zigzag(static_cast<std::int64_t>(quotients[i])));
      next = start + i + 1;
      quotients[i] = 0;
    }
    if (packing.width > 0)
      out.append(bytes.data(), pack_chunk(bytes.data(), std::span(quotients).first(count), packing.width));
  }
  out += apart;
}

bool unpack(Reader& in, std::span<std::int64_t> values) {
  std::uint8_t width = 0;
  std::uint64_t base = 0;
  std::uint64_t divisor = 0;
  std::uint64_t exceptions = 0;
  if (!in.take_word(width) || width > 64 || !in.take_varint(base) || !in.take_varint_below(UINT64_MAX, divisor) ||
      !in.take_varint(exceptions) || exceptions > values.size())
    return false;
  base = static_cast<std::uint64_t>(unzigzag(base));
  divisor += 1;
  if (width == 0 && exceptions == 0) {
    std::fill(values.begin(), values.end(), static_cast<std::int64_t>(base));
    return divisor == 1 && (!values.empty() || base == 0);
  }
  if (width > 0) {
    std::string_view bytes;
    const std::uint64_t bits = std::uint64_t{width} * values.size();
    if (!in.take((bits + 7) / 8, bytes) || !padding_is_zero(bytes, bits)) return false;
    if (static_cast<unsigned>(std::bit_width(unpack_bits(bytes, width, values))) != width) return false;
  } else {
    std::fill(values.begin(), values.end(), 0);
  }
  if (!take_exceptions(in, exceptions, width, values)) return false;
  for (std::int64_t& value : values)
    value = static_cast<std::int64_t>(base + divisor * static_cast<std::uint64_t>(value));
  return true;
}

}  // namespace jidoka::series
