// Rows of a table in text (RFC 4180), as a stream: give it pieces of the file as they come, and it calls back for every
// row. Separator ',', ';' or tab, fields in quotes with "" for a quote and line ends inside, CRLF or LF, a byte order
// mark in front. Refused: a row over 1 MiB, more than 4096 columns, a quote that is never closed, text after a closing
// quote, bytes that are not UTF-8.
//
//   Rows rows(';', [&](Row row) { …; return Result<void>{}; });
//   TRY_VOID(rows.feed(piece)); …  TRY_VOID(rows.finish());
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace jidoka::table {

struct Row {
  std::uint64_t number = 0;  // from 1, the header is row 1
  const std::vector<std::string_view>& fields;
};
// A row that does not fit its header, as one text for a person to correct; a longer one is cut.
std::string as_text(const Row& row);

using TakeRow = std::function<Result<void>(const Row&)>;

class Rows {
 public:
  Rows(char separator, TakeRow take) : separator_(separator), take_(std::move(take)) {}

  Result<void> feed(std::string_view piece);
  Result<void> finish();  // the last row may lack its line end

 private:
  Result<void> read_row(std::string_view text, bool is_last);
  bool find_end(std::size_t& size);

  char separator_;
  TakeRow take_;
  std::string held_;         // from the beginning of a row that is not complete yet
  std::size_t scanned_ = 0;  // of held_, for the end of the row
  bool in_quotes_ = false;   // at scanned_
  bool begun_ = false;
  std::uint64_t number_ = 0;
  std::vector<std::string_view> fields_;
  std::string unquoted_;
};

// The separator that a header most likely uses: the one of , ; and tab that it holds most often.
char guess_separator(std::string_view header);

}  // namespace jidoka::table
