#include "core/decimal.h"

#include <array>
#include <charconv>

#include "core/assert.h"

namespace jidoka {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t largest = 999'999'999'999'999'999;  // 18 digits
constexpr int deepest = 18;

constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
  std::array<std::int64_t, 19> out{};
  std::int64_t power = 1;
  for (std::int64_t& row : out) {
    row = power;
    if (&row != &out.back()) power *= 10;
  }
  return out;
}();

// The digits as they are at a larger scale. 19 digits × 10^18 < 10^37, which 127 bits hold.
Wide digits_at(Decimal value, std::uint8_t scale) {
  ASSERT(value.scale <= scale && scale <= deepest);
  return static_cast<Wide>(value.digits) * powers_of_ten[scale - value.scale];
}

Failure refuse(std::string_view text, const Text& why) {
  const std::string given(text.substr(0, 40));
  return fail(
      Code::invalid, "not-a-number",
      {"\"" + given + "\" is not an exact number: " + why.en + ".", "“" + given + "”不是有效的数：" + why.zh + "。"});
}

// Gives up trailing zeros, never digits, to fit in 18.
Result<Decimal> fitted(Wide digits, int scale) {
  while (scale > 0 && (digits > largest || digits < -largest) && digits % 10 == 0) {
    digits /= 10;
    --scale;
  }
  if (digits > largest || digits < -largest)
    return fail(Code::too_large, "number-too-large",
                {"The result needs more than 18 digits. Use smaller quantities or fewer decimals.",
                 "结果超过 18 位数字，请减小数量或减少小数位数。"});
  return Decimal{static_cast<std::int64_t>(digits), static_cast<std::uint8_t>(scale)};
}

Result<Decimal> sum(Decimal a, Decimal b, int sign) {
  const std::uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
  return fitted(digits_at(a, scale) + sign * digits_at(b, scale), scale);
}

}  // namespace

int Decimal::compare(const Decimal& a, const Decimal& b) {
  const std::uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
  const Wide left = digits_at(a, scale);
  const Wide right = digits_at(b, scale);
  return left < right ? -1 : (left > right ? 1 : 0);
}

std::string to_string(Decimal value) {
  ASSERT(value.scale <= deepest);
  const bool negative = value.digits < 0;
  const std::uint64_t magnitude =
      negative ? ~static_cast<std::uint64_t>(value.digits) + 1 : static_cast<std::uint64_t>(value.digits);
  std::string digits = std::to_string(magnitude);
  if (value.scale > 0) {
    if (digits.size() <= value.scale) digits.insert(0, value.scale + 1u - digits.size(), '0');
    digits.insert(digits.size() - value.scale, 1, '.');
  }
  return negative ? "-" + digits : digits;
}

double to_double(Decimal value) {
  // Through text, because digits / 10^scale would round twice.
  const std::string text = to_string(value);
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

Result<Decimal> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  Decimal out;
  int significant = 0;
  std::size_t before = 0;
  bool point = false;
  for (const char c : text.substr(negative ? 1 : 0)) {
    if (c == '.' && !point && before > 0) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9')
      return refuse(text,
                    {"write digits with at most one point, such as 42.50", "应写数字，最多一个小数点，例如 42.50"});
    if (out.digits != 0 || c != '0') ++significant;
    if (point) ++out.scale;
    if (significant > deepest || out.scale > deepest)
      return refuse(text, {"it may have 18 digits and 18 decimals at most", "最多 18 位数字、18 位小数"});
    out.digits = out.digits * 10 + (c - '0');
    if (!point) ++before;
  }
  if (before == 0 || (point && out.scale == 0))
    return refuse(text, {"digits must stand before and after the point", "小数点前后都须有数字"});
  if (negative) out.digits = -out.digits;
  return out;
}

Result<Decimal> add(Decimal a, Decimal b) { return sum(a, b, 1); }
Result<Decimal> subtract(Decimal a, Decimal b) { return sum(a, b, -1); }

}  // namespace jidoka
