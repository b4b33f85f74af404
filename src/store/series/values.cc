#include "series/values.h"

#include <algorithm>
#include <array>
#include <vector>

#include "series/packed.h"
#include "series/scaled.h"

namespace jidoka::series {
namespace {

constexpr std::uint8_t differences_flag = 0x80;
constexpr std::uint8_t patterns = 0x7f;
constexpr std::size_t exception_bits = 80;  // position and pattern
constexpr std::size_t sample_size = 32;

// The bits of a double as a signed integer that sorts as the double does; its own inverse.
std::int64_t ordered(std::int64_t pattern) { return pattern ^ ((pattern >> 63) & INT64_MAX); }

// How one column of integers will be written.
struct Plan {
  bool differences = false;
  Packing packing;
  std::vector<std::int64_t> steps;  // integers[i + 1] - integers[i], when they are written
};

Plan plan_integers(std::span<const std::int64_t> integers) {
  Plan plan;
  plan.packing = choose_packing(integers);
  if (integers.size() < 2 || plan.packing.bits == 0) return plan;
  plan.steps.resize(integers.size() - 1);
  for (std::size_t i = 0; i + 1 < integers.size(); ++i)
    plan.steps[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(integers[i + 1]) -
                                              static_cast<std::uint64_t>(integers[i]));
  const Packing steps = choose_packing(plan.steps);
  plan.differences = steps.bits + 64 < plan.packing.bits;
  if (plan.differences) plan.packing = steps;
  return plan;
}

void append_integers(std::string& out, std::span<const std::int64_t> integers, const Plan& plan) {
  if (!plan.differences) return pack(out, integers, plan.packing);
  append_varint(out, zigzag(integers[0]));
  pack(out, plan.steps, plan.packing);
}

bool take_integers(Reader& in, bool differences, std::span<std::int64_t> integers) {
  if (!differences) return unpack(in, integers);
  std::uint64_t first = 0;
  if (integers.size() < 2 || !in.take_varint(first) || !unpack(in, integers.subspan(1))) return false;
  integers[0] = unzigzag(first);
  auto sum = static_cast<std::uint64_t>(integers[0]);
  for (std::size_t i = 1; i < integers.size(); ++i)
    integers[i] = static_cast<std::int64_t>(sum += static_cast<std::uint64_t>(integers[i]));
  return true;
}

// The power of ten under which a sample of the values takes fewest bits, or more than most_decimals for none.
unsigned choose_decimals(std::span<const double> values) {
  std::array<double, sample_size> sample;
  const std::size_t count = std::min(values.size(), sample.size());
  std::uint32_t candidates = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sample[i] = values[i * values.size() / count];
    candidates |= 1u << fewest_decimals(sample[i]);
  }
  unsigned best = most_decimals + 1;
  std::uint64_t fewest_bits = 56 * count;  // about what patterns take
  for (unsigned decimals = 0; decimals <= most_decimals; ++decimals) {
    if ((candidates >> decimals & 1) == 0) continue;
    std::int64_t least = INT64_MAX;
    std::int64_t greatest = INT64_MIN;
    std::uint64_t hits = 0;
    for (std::size_t i = 0; i < count; ++i) {
      std::int64_t scaled = 0;
      if (!scale(sample[i], decimals, scaled)) continue;
      ++hits;
      least = std::min(least, scaled);
      greatest = std::max(greatest, scaled);
    }
    if (hits == 0) continue;
    const auto width = static_cast<std::uint64_t>(std::bit_width(static_cast<std::uint64_t>(greatest - least)));
    const std::uint64_t bits = width * count + exception_bits * (count - hits);
    if (bits < fewest_bits) {
      fewest_bits = bits;
      best = decimals;
    }
  }
  return best;
}

// Scales all values; an exception repeats the integer before it, the first ones that of the first that is none.
std::vector<std::uint32_t> scale_all(std::span<const double> values, unsigned decimals,
                                     std::span<std::int64_t> integers) {
  std::vector<std::uint32_t> exceptions;
  std::int64_t before = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (scale(values[i], decimals, integers[i])) {
      before = integers[i];
    } else {
      integers[i] = before;
      exceptions.push_back(static_cast<std::uint32_t>(i));
    }
  }
  std::size_t leading = 0;
  while (leading < exceptions.size() && exceptions[leading] == leading) ++leading;
  if (leading < values.size()) std::fill_n(integers.begin(), leading, integers[leading]);
  return exceptions;
}

void append_decimals(std::string& out, std::span<const double> values, std::span<const std::int64_t> integers,
                     std::span<const std::uint32_t> exceptions, const Plan& plan) {
  append_integers(out, integers, plan);
  append_varint(out, exceptions.size());
  std::uint32_t next = 0;
  for (const std::uint32_t at : exceptions) {
    append_varint(out, at - next);
    char pattern[8];
    out.append(pattern, store(pattern, values[at]));
    next = at + 1;
  }
}

bool take_decimals(Reader& in, unsigned decimals, bool differences, std::span<double> values) {
  std::vector<std::int64_t> integers(values.size());
  if (!take_integers(in, differences, integers)) return false;
  std::uint64_t outside = 0;
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    outside |= (static_cast<std::uint64_t>(integers[i]) + (std::uint64_t{1} << 51)) >> 52;
    seen |= static_cast<std::uint64_t>(integers[i]);
    values[i] = unscale(integers[i], decimals);
  }
  std::uint64_t exceptions = 0;
  // choose_decimals takes the decimals of some value, so zeros alone have none, and not all values are exceptions.
  if (outside != 0 || (seen == 0 && decimals != 0) || !in.take_varint_below(values.size(), exceptions)) return false;
  std::uint64_t next = 0;
  std::uint64_t leading = 0;
  for (std::uint64_t i = 0; i < exceptions; ++i) {
    std::uint64_t gap = 0;
    if (!in.take_varint_below(values.size(), gap)) return false;
    const std::uint64_t at = next + gap;
    if (at >= values.size() || !in.take_word(values[at])) return false;
    std::int64_t scaled = 0;
    if (scale(values[at], decimals, scaled)) return false;
    if (at == leading) ++leading;
    if (at >= leading && integers[at] != integers[at - 1]) return false;
    next = at + 1;
  }
  for (std::uint64_t i = 0; i < leading; ++i)
    if (integers[i] != integers[leading]) return false;
  return true;
}

}  // namespace

void append_values(std::string& out, std::span<const double> values) {
  std::vector<std::int64_t> integers(values.size());
  unsigned decimals = choose_decimals(values);
  Plan plan;
  std::vector<std::uint32_t> exceptions;
  if (decimals <= most_decimals) {
    exceptions = scale_all(values, decimals, integers);
    plan = plan_integers(integers);
  }
  if (decimals > most_decimals || exceptions.size() > values.size() / 16) {
    std::vector<std::int64_t> bits(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) bits[i] = ordered(std::bit_cast<std::int64_t>(values[i]));
    Plan other = plan_integers(bits);
    if (decimals > most_decimals || other.packing.bits < plan.packing.bits + exception_bits * exceptions.size()) {
      out += static_cast<char>(patterns | (other.differences ? differences_flag : 0));
      return append_integers(out, bits, other);
    }
  }
  out += static_cast<char>(decimals | (plan.differences ? differences_flag : 0));
  append_decimals(out, values, integers, exceptions, plan);
}

bool take_values(Reader& in, std::span<double> values) {
  std::uint8_t kind = 0;
  if (!in.take_word(kind)) return false;
  const bool differences = (kind & differences_flag) != 0;
  kind &= static_cast<std::uint8_t>(~differences_flag);
  if (kind <= most_decimals) return take_decimals(in, kind, differences, values);
  if (kind != patterns) return false;
  std::vector<std::int64_t> bits(values.size());
  if (!take_integers(in, differences, bits)) return false;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::bit_cast<double>(ordered(bits[i]));
  return true;
}

}  // namespace jidoka::series
