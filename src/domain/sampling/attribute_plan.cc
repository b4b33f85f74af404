#include "sampling/attribute_plan.h"

#include <charconv>
#include <optional>
#include <span>

#include "sampling/attribute_tables.h"
#include "sampling/letters.h"

namespace jidoka::sampling {

namespace {

constexpr std::string_view letters_with_s = "ABCDEFGHJKLMNPQRS";
static_assert(letters_with_s.starts_with(attribute_letters));

struct Numbers {
  int accept = 0;
  int reject = 1;
  friend bool operator==(const Numbers&, const Numbers&) = default;
};

std::string_view next_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

std::string_view word_at(std::string_view row, int column) {
  std::string_view word;
  for (int i = 0; i <= column; ++i) word = next_word(row);
  return word;
}

Numbers numbers_in(std::string_view word) {
  Numbers numbers;
  const char* end = word.data() + word.size();
  const auto accept = std::from_chars(word.data(), end, numbers.accept);
  numbers.reject = numbers.accept + 1;
  if (accept.ptr != end) std::from_chars(accept.ptr + 1, end, numbers.reject);
  return numbers;
}

const Master& table_of(Standard standard, Severity severity) {
  const bool is_iso = standard == Standard::iso_2859_1;
  switch (severity) {
    case Severity::tightened:
      return is_iso ? tightened_table : tightened_table_105e;
    case Severity::reduced:
      return is_iso ? reduced_table : reduced_table_105e;
    default:
      return normal_table;
  }
}

struct Cell {
  std::size_t row = 0;
  Numbers numbers;
};

// Arrows never lead out of a table: the test walks every cell.
Cell single_cell(const Master& table, std::size_t row, int column) {
  for (;;) {
    const std::string_view word = word_at(table.at(row), column);
    if (word == "v")
      ++row;
    else if (word == "^")
      --row;
    else
      return {row, numbers_in(word)};
  }
}

const ColumnsOfRows& columns_of(PlanType type, Severity severity) {
  if (type == PlanType::two_samples)
    return severity == Severity::normal      ? double_normal_columns
           : severity == Severity::tightened ? double_tightened_columns
                                             : double_reduced_columns;
  return severity == Severity::normal      ? multiple_normal_columns
         : severity == Severity::tightened ? multiple_tightened_columns
                                           : multiple_reduced_columns;
}

std::span<const std::string_view> stages_of(PlanType type, Severity severity) {
  if (type == PlanType::two_samples) {
    if (severity == Severity::normal) return double_normal_stages;
    if (severity == Severity::tightened) return double_tightened_stages;
    return double_reduced_stages;
  }
  if (severity == Severity::normal) return multiple_normal_stages;
  if (severity == Severity::tightened) return multiple_tightened_stages;
  return multiple_reduced_stages;
}

std::optional<Stages> staged(PlanType type, Severity severity, Numbers single, std::int64_t single_size) {
  std::size_t step = 0;
  while (sizes.at(step) != single_size) ++step;
  const std::size_t down = type == PlanType::two_samples ? 1 : 3;
  if (step < down) return std::nullopt;
  for (std::string_view row : stages_of(type, severity)) {
    const std::string_view key = next_word(row);
    if (numbers_in(key.substr(0, key.size() - 1)) != single) continue;
    Stages stages;
    while (!row.empty()) {
      const Numbers numbers = numbers_in(next_word(row));
      stages.push_back({sizes.at(step - down), numbers.accept, numbers.reject});
    }
    return stages;
  }
  return std::nullopt;
}

}  // namespace

Result<AttributePlan> attribute_plan(Standard standard, PlanType type, Severity severity, char letter, int aql) {
  const std::size_t row = attribute_letters.find(letter);
  if (row == std::string_view::npos)
    return fail(Code::invalid, "unknown-code-letter",
                {"A code letter is one of A to H, J to N, P, Q, R.", "样本量字码应为 A～H、J～N、P、Q、R 之一。"},
                "code_letter");
  if (standard == Standard::iso_2859_1 && type != PlanType::one_sample)
    return fail(Code::invalid, "plan-not-verified",
                {"Of ISO 2859-1 only the single plans are here: its double and multiple plans of 1999 could not be "
                 "checked against the standard. Use --type single, or the double and multiple plans of z1.4.",
                 "ISO 2859-1 仅提供一次抽样方案：其 1999 版二次和多次方案未能与标准原文核对。请使用 single，"
                 "或改用 z1.4 的二次、多次方案。"},
                "type");
  if (standard == Standard::z1_9)
    return fail(Code::invalid, "no-attribute-plan",
                {"Z1.9 has plans for measured values only; for counts use iso-2859-1 or z1.4.",
                 "Z1.9 仅适用于计量检验；计数检验请使用 iso-2859-1 或 z1.4。"},
                "standard");

  const Cell cell = single_cell(table_of(standard, severity), row, aql);
  const std::int64_t size = (severity == Severity::reduced ? reduced_sizes : sizes).at(cell.row);
  for (PlanType each = type; each != PlanType::one_sample;
       each = each == PlanType::seven_samples ? PlanType::two_samples : PlanType::one_sample) {
    const Columns columns = columns_of(each, severity).at(row);
    if (aql < columns.first || aql > columns.last) continue;
    if (const auto stages = staged(each, severity, cell.numbers, size))
      return AttributePlan{letters_with_s[cell.row], each, *stages};
  }
  return AttributePlan{
      letters_with_s[cell.row], PlanType::one_sample, {{size, cell.numbers.accept, cell.numbers.reject}}};
}

std::int64_t total_size(const Stages& stages) {
  std::int64_t total = 0;
  for (const Stage& stage : stages) total += stage.sample_size;
  return total;
}

}  // namespace jidoka::sampling
