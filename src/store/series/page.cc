#include "series/page.h"

#include <algorithm>

#include "core/assert.h"
#include "series/packed.h"
#include "series/values.h"

namespace jidoka::series {
namespace {

constexpr std::uint16_t form = 0x3153;  // "S1"
constexpr std::size_t summary_bytes = 54;

Failure damaged(std::string_view what_en, std::string_view what_zh) {
  return fail(Code::corrupt, "series-page",
              {"A page of samples is damaged: " + std::string(what_en) + " cannot be read. Restore it from a backup",
               "采样数据页已损坏：无法读取" + std::string(what_zh) + "。请从备份恢复"});
}

void append_summary(std::string& out, const Summary& summary) {
  char bytes[summary_bytes];
  char* to = store(bytes, form);
  to = store(to, static_cast<std::uint32_t>(summary.count));
  for (const double number : {summary.mean, summary.m2, summary.min, summary.max}) to = store(to, number);
  for (const std::int64_t time : {summary.first_time, summary.last_time}) to = store(to, time);
  out.append(bytes, to);
}

bool take_summary(Reader& in, Summary& summary) {
  std::uint16_t found = 0;
  std::uint32_t count = 0;
  if (!in.take_word(found) || found != form || !in.take_word(count) || count == 0 || count > largest_page) return false;
  summary.count = count;
  for (double* number : {&summary.mean, &summary.m2, &summary.min, &summary.max})
    if (!in.take_word(*number)) return false;
  return in.take_word(summary.first_time) && in.take_word(summary.last_time) && summary.first_time <= summary.last_time;
}

void append_times(std::string& out, const std::vector<std::int64_t>& times) {
  std::vector<std::int64_t> steps(times.size() - 1);
  for (std::size_t i = 0; i + 1 < times.size(); ++i)
    steps[i] =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(times[i + 1]) - static_cast<std::uint64_t>(times[i]));
  pack(out, steps, choose_packing(steps));
}

bool take_times(Reader& in, const Summary& summary, std::vector<std::int64_t>& times) {
  times.resize(summary.count);
  if (!unpack(in, std::span(times).subspan(1))) return false;
  auto sum = static_cast<std::uint64_t>(summary.first_time);
  times[0] = summary.first_time;
  bool rising = true;
  for (std::size_t i = 1; i < times.size(); ++i) {
    sum += static_cast<std::uint64_t>(times[i]);
    times[i] = static_cast<std::int64_t>(sum);
    rising &= times[i] >= times[i - 1];
  }
  return rising && times.back() == summary.last_time;
}

// Runs of one context, numbered in order of first use.
void append_contexts(std::string& out, const Columns& columns) {
  std::vector<std::uint32_t> number(columns.dictionary.size() + 1, 0);
  std::vector<Context> dictionary;
  std::vector<std::int64_t> steps;  // from the number of one run to that of the next
  std::vector<std::int64_t> lengths;
  std::uint32_t before = 0;
  for (const std::uint32_t context : columns.contexts) {
    if (context != 0 && number[context] == 0) {
      dictionary.push_back(columns.dictionary[context - 1]);
      number[context] = static_cast<std::uint32_t>(dictionary.size());
    }
    if (lengths.empty() || number[context] != before) {
      steps.push_back(static_cast<std::int64_t>(number[context]) - before);
      lengths.push_back(0);
      before = number[context];
    }
    ++lengths.back();
  }
  if (dictionary.empty()) return append_varint(out, 0);
  append_varint(out, lengths.size());
  append_dictionary(out, dictionary);
  pack(out, steps, choose_packing(steps));
  pack(out, lengths, choose_packing(lengths));
}

bool take_contexts(Reader& in, Columns& columns) {
  const std::size_t count = columns.values.size();
  std::uint64_t runs = 0;
  if (!in.take_varint(runs) || runs > count) return false;
  if (runs == 0) return true;
  std::vector<std::int64_t> steps(runs);
  std::vector<std::int64_t> lengths(runs);
  if (!take_dictionary(in, runs, columns.dictionary) || !unpack(in, steps) || !unpack(in, lengths)) return false;
  columns.contexts.reserve(count);
  std::int64_t known = 0;
  std::int64_t which = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    if (steps[i] < -which || steps[i] > known + 1 - which || (steps[i] == 0 && i > 0)) return false;
    which += steps[i];
    known = std::max(known, which);
    if (lengths[i] < 1 || static_cast<std::uint64_t>(lengths[i]) > count - columns.contexts.size()) return false;
    columns.contexts.insert(columns.contexts.end(), static_cast<std::size_t>(lengths[i]),
                            static_cast<std::uint32_t>(which));
  }
  return columns.contexts.size() == count && known > 0 && static_cast<std::size_t>(known) == columns.dictionary.size();
}

// Bit by bit, so that -0.0 is not 0.0 and a NaN is itself.
bool same(const Summary& a, const Summary& b) {
  std::string left;
  std::string right;
  append_summary(left, a);
  append_summary(right, b);
  return left == right;
}

}  // namespace

std::string encode_page(const Columns& columns) {
  const std::size_t count = columns.values.size();
  ASSERT(count >= 1 && count <= largest_page && columns.times.size() == count);
  ASSERT(columns.contexts.empty() || columns.contexts.size() == count);
  ASSERT(std::is_sorted(columns.times.begin(), columns.times.end()));
  ASSERT(std::all_of(columns.contexts.begin(), columns.contexts.end(),
                     [&](std::uint32_t context) { return context <= columns.dictionary.size(); }));
  std::string out;
  out.reserve(summary_bytes + 2 * count + 64);
  append_summary(out, summarize(columns.times, columns.values));
  append_times(out, columns.times);
  append_values(out, columns.values);
  append_contexts(out, columns);
  return out;
}

Result<Columns> decode_page(std::string_view page) {
  Reader in(page);
  Summary summary;
  if (!take_summary(in, summary)) return damaged("its summary", "统计摘要");
  Columns columns;
  columns.values.resize(summary.count);
  if (!take_times(in, summary, columns.times)) return damaged("the times", "时间列");
  if (!take_values(in, columns.values)) return damaged("the values", "数值列");
  if (!take_contexts(in, columns)) return damaged("units and lots", "产品与批次列");
  if (!in.rest().empty()) return damaged("what follows the samples", "采样之后的多余数据");
  if (!same(summarize(columns.times, columns.values), summary))
    return damaged("a summary that fits the samples", "与采样相符的统计摘要");
  return columns;
}

Result<Summary> read_summary(std::string_view page) {
  Reader in(page);
  Summary summary;
  if (!take_summary(in, summary)) return damaged("its summary", "统计摘要");
  return summary;
}

}  // namespace jidoka::series
