#include "table/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "wire/utf8.h"

namespace jidoka::table {

namespace {

constexpr std::size_t longest_row = 1u << 20;
constexpr std::size_t most_columns = 4096;

Failure broken(std::uint64_t row, const Text& what) {
  return fail(Code::invalid, "malformed-table",
              {fmt::format("Row {}: {}", row, what.en), fmt::format("第 {} 行：{}", row, what.zh)},
              fmt::format("row {}", row));
}

constexpr std::size_t longest_text = 4096;

}  // namespace

std::string as_text(const Row& row) {
  std::string text;
  for (const std::string_view& field : row.fields) {
    if (&field != &row.fields.front()) text += ',';
    text += field;
    if (text.size() > longest_text) break;
  }
  return wire::excerpt(text, longest_text);
}

char guess_separator(std::string_view header) {
  header = header.substr(0, header.find('\n'));
  char best = ',';
  for (char candidate : {';', '\t'})
    if (std::ranges::count(header, candidate) > std::ranges::count(header, best)) best = candidate;
  return best;
}

// The size of the first row of held_ with its line end; false when more is needed.
bool Rows::find_end(std::size_t& size) {
  for (; scanned_ < held_.size(); ++scanned_) {
    if (held_[scanned_] == '"')
      in_quotes_ = !in_quotes_;
    else if (held_[scanned_] == '\n' && !in_quotes_)
      return size = ++scanned_, true;
  }
  return false;
}

Result<void> Rows::feed(std::string_view piece) {
  held_ += piece;
  if (!begun_ && held_.size() >= 3) {
    if (held_.starts_with("\xEF\xBB\xBF")) held_.erase(0, 3);
    begun_ = true;
  }
  if (!begun_) return {};
  std::size_t taken = 0;
  std::size_t end = 0;
  while (find_end(end)) {
    TRY_VOID(read_row(std::string_view(held_).substr(taken, end - taken), false));
    taken = end;
  }
  held_.erase(0, taken);
  scanned_ -= taken;
  if (held_.size() > longest_row)
    return broken(number_ + 1, {"it is longer than 1 MiB; is a quote not closed?", "超过 1 MiB；是否有引号未闭合？"});
  return {};
}

Result<void> Rows::finish() {
  if (!begun_) {
    begun_ = true;
    TRY_VOID(feed({}));  // so short that it could have been half a byte order mark
  }
  if (held_.empty()) return {};
  if (in_quotes_) return broken(number_ + 1, {"a quote is not closed before the end.", "引号到结尾仍未闭合。"});
  const std::string last = std::move(held_);
  held_.clear();
  scanned_ = 0;
  return read_row(last, true);
}

Result<void> Rows::read_row(std::string_view text, bool is_last) {
  ++number_;
  if (!is_last) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.empty()) return {};
  if (!wire::is_utf8(text))
    return broken(number_, {"it is not UTF-8. Save the file as UTF-8.", "不是 UTF-8 编码。请将文件另存为 UTF-8。"});
  fields_.clear();
  unquoted_.clear();
  unquoted_.reserve(text.size());  // views into it stay where they are
  while (true) {
    if (fields_.size() == most_columns) return broken(number_, {"it has more than 4096 columns.", "列数超过 4096。"});
    if (!text.starts_with('"')) {
      const std::size_t end = text.find(separator_);
      const std::string_view field = text.substr(0, end);
      if (field.find('"') != std::string_view::npos)
        return broken(number_, {"a quote stands inside a field that is not quoted.", "未加引号的字段中出现了引号。"});
      fields_.push_back(field);
      if (end == std::string_view::npos) break;
      text.remove_prefix(end + 1);
      continue;
    }
    const std::size_t begin = unquoted_.size();
    std::size_t at = 1;
    while (at < text.size() && (text[at] != '"' || text.substr(at).starts_with("\"\""))) {
      unquoted_ += text[at];
      at += text[at] == '"' ? 2 : 1;
    }
    fields_.push_back(std::string_view(unquoted_).substr(begin));
    text.remove_prefix(std::min(at + 1, text.size()));
    if (text.empty()) break;
    if (text[0] != separator_) return broken(number_, {"text follows a closing quote.", "右引号之后还有文本。"});
    text.remove_prefix(1);
  }
  return take_(Row{number_, fields_});
}

}  // namespace jidoka::table
