#include "core/uom.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/uom_atoms.h"

namespace jidoka {
namespace {

constexpr std::size_t longest_code = 64;
constexpr int deepest_parentheses = 8;
constexpr int largest_dimension = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The grammar of UCUM 2.1, section 2: components joined by '.' and '/', read from left to right, '/' binding one
// component.
class Parser {
 public:
  explicit Parser(std::string_view code) : code_(code) {}

  Result<Uom> whole() {
    if (code_.empty()) return Uom{};
    if (code_.size() > longest_code) return refuse({"it is longer than 64 characters", "长度超过 64 个字符"});
    TRY(Uom out, term());
    if (!at_end()) {
      const std::string place = std::to_string(at_ + 1);
      if (code_[at_] == ')')
        return refuse({"\")\" at character " + place + " closes nothing", "第 " + place + " 个字符“)”没有对应的“(”"});
      return refuse({"\".\" or \"/\" is missing before character " + place, "第 " + place + " 个字符前缺少“.”或“/”"});
    }
    if (lone_ && components_ == 1 && code_.front() != '/') out.offset = lone_->offset;
    if (!std::isfinite(out.factor) || out.factor < std::numeric_limits<double>::min())
      return refuse({"its value is too large or too small", "其数值过大或过小"});
    return out;
  }

 private:
  bool take(char c) {
    const bool there = at_ < code_.size() && code_[at_] == c;
    at_ += there ? 1 : 0;
    return there;
  }
  bool at_end() const { return at_ == code_.size(); }

  Failure refuse(const Text& why) const {
    const std::string given(code_.substr(0, longest_code));
    const std::string_view meant = uom_meant(code_);
    const Text right =
        meant.empty() ? why : Text{"write \"" + std::string(meant) + "\"", "应写作“" + std::string(meant) + "”"};
    return fail(Code::invalid, "uom-unknown",
                {"\"" + given + "\" is not a unit of measure in UCUM: " + right.en + ".",
                 "“" + given + "”不是 UCUM 计量单位代码：" + right.zh + "。"});
  }

  Result<Uom> term() {
    Uom out;
    bool divide = take('/');
    while (true) {
      TRY(const Uom part, component());
      TRY_VOID(multiply(out, part, divide ? -1 : 1));
      divide = take('/');
      if (!divide && !take('.')) return out;
    }
  }

  Result<void> multiply(Uom& out, const Uom& part, int power) const {
    out.factor *= std::pow(part.factor, power);
    for (std::size_t i = 0; i < out.dimension.size(); ++i) {
      const int sum = out.dimension[i] + part.dimension[i] * power;
      if (sum > largest_dimension || sum < -largest_dimension) return refuse({"its powers are too large", "幂次过大"});
      out.dimension[i] = static_cast<std::int8_t>(sum);
    }
    return {};
  }

  Result<Uom> component() {
    ++components_;
    Result<Uom> out;
    if (take('(')) {
      if (++depth_ > deepest_parentheses) return refuse({"parentheses are nested too deeply", "括号嵌套过深"});
      out = term();
      if (!out) return out;
      if (!take(')')) return refuse({"a \"(\" is not closed", "“(”没有闭合"});
      --depth_;
      return out;
    }
    if (at_end()) return refuse({"a unit is missing at the end", "末尾缺少单位"});
    if (code_[at_] == '{') {
      TRY_VOID(annotation());
      return out;
    }
    if (is_digit(code_[at_]) && !code_.substr(at_).starts_with("10*") && !code_.substr(at_).starts_with("10^"))
      out = number();
    else
      out = powered();
    if (out && !at_end() && code_[at_] == '{') TRY_VOID(annotation());
    return out;
  }

  Result<void> annotation() {
    const std::size_t end = code_.find('}', at_);
    if (end == std::string_view::npos || code_.substr(at_ + 1, end - at_ - 1).find('{') != std::string_view::npos)
      return refuse({"a \"{\" is not closed", "“{”没有闭合"});
    at_ = end + 1;
    return {};
  }

  Result<Uom> number() {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(code_.data() + at_, code_.data() + code_.size(), value);
    if (fault != std::errc{} || value == 0)
      return refuse({"a number in it is 0 or too large", "其中的数字为 0 或过大"});
    at_ = static_cast<std::size_t>(end - code_.data());
    Uom out;
    out.factor = static_cast<double>(value);
    return out;
  }

  // A symbol runs to the next operator, bracket of another kind or digit; what stands in [ ] belongs to it whole.
  std::string_view symbol() {
    const std::size_t first = at_;
    if (code_.substr(at_).starts_with("10")) at_ += 2;
    bool bracket = false;
    for (; at_ < code_.size(); ++at_) {
      const char c = code_[at_];
      if (c == '[') bracket = true;
      if (!bracket && (is_digit(c) || std::string_view("./(){}+-").find(c) != std::string_view::npos)) break;
      if (c == ']') bracket = false;
    }
    return code_.substr(first, at_ - first);
  }

  Result<Uom> powered() {
    const std::string_view name = symbol();
    double prefix = 1;
    const UomAtom* const atom = find(name, prefix);
    if (atom == nullptr) return unknown(name);
    int power = 1;
    TRY_VOID(exponent(power));
    if (power == 1) lone_ = atom;
    Uom base{prefix * atom->factor, 0, atom->dimension};
    Uom out;
    TRY_VOID(multiply(out, base, power));
    return out;
  }

  static const UomAtom* find(std::string_view name, double& prefix) {
    if (const UomAtom* const atom = find_uom_atom(name)) return atom;
    for (const std::size_t length : {std::size_t{2}, std::size_t{1}}) {
      if (name.size() <= length) continue;
      const std::optional<double> factor = find_uom_prefix(name.substr(0, length));
      const UomAtom* const atom = find_uom_atom(name.substr(length));
      if (!factor || atom == nullptr || !atom->metric) continue;
      prefix = *factor;
      return atom;
    }
    return nullptr;
  }

  Result<void> exponent(int& power) {
    const std::size_t first = at_;
    const bool negative = take('-');
    if (!negative) take('+');
    const std::size_t digits = at_;
    while (!at_end() && is_digit(code_[at_])) ++at_;
    if (at_ == first) return {};
    const std::size_t count = at_ - digits;
    if (count == 0 || count > 2) return refuse({"a power must be 1 to 99", "幂次须为 1 至 99"});
    power = 0;
    for (std::size_t i = digits; i < at_; ++i) power = power * 10 + (code_[i] - '0');
    if (power == 0) return refuse({"a power must not be 0", "幂次不能为 0"});
    if (negative) power = -power;
    return {};
  }

  Failure unknown(std::string_view name) const {
    if (name.empty())
      return refuse({"a unit is missing before character " + std::to_string(at_ + 1),
                     "第 " + std::to_string(at_ + 1) + " 个字符前缺少单位"});
    const std::string part(name);
    const std::string_view meant = uom_meant(name);
    if (!meant.empty())
      return refuse({"for \"" + part + "\" write \"" + std::string(meant) + "\"",
                     "“" + part + "”应写作“" + std::string(meant) + "”"});
    return refuse({"\"" + part + "\" is unknown; a name of your own goes in braces, such as {" + part + "}",
                   "“" + part + "”未知；自定义名称请加花括号，例如 {" + part + "}"});
  }

  std::string_view code_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int components_ = 0;
  const UomAtom* lone_ = nullptr;
};

// Products of powers of ten leave an error of a few units in the last place (1e-3 / 1e-6). When a number of twelve
// digits stands within that error, it is the one that was meant.
double tidied(double value, double error) {
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 11);
  double round = 0;
  std::from_chars(text.data(), written.ptr, round);
  return std::abs(round - value) <= error ? round : value;
}

}  // namespace

Result<Uom> parse_uom(std::string_view ucum_code) { return Parser(ucum_code).whole(); }

Result<UomConversion> conversion(const Uom& from, const Uom& to) {
  if (from.dimension != to.dimension)
    return fail(
        Code::invalid, "uom-mismatch",
        {"The two units of measure do not measure the same kind of quantity, so one cannot be converted to the other.",
         "两个计量单位所表示的量不同，无法换算。"});
  constexpr double epsilon = 8 * std::numeric_limits<double>::epsilon();
  const double factor = from.factor / to.factor;
  const double offset = (from.offset - to.offset) / to.factor;
  const double offset_error = epsilon * std::max(std::abs(from.offset), std::abs(to.offset)) / to.factor;
  return UomConversion{tidied(factor, epsilon * factor),
                       std::abs(offset) <= offset_error ? 0 : tidied(offset, offset_error)};
}

}  // namespace jidoka
