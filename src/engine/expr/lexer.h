// From text to tokens, one at a time, as the grammar of the Common Expression Language has them: numbers, strings with
// escapes, raw and triple-quoted strings, bytes, names, names in backquotes, operators; comments from // to the end of
// the line. The text must be UTF-8.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "expr/fault.h"

namespace jidoka::expr {

enum class TokenKind : std::uint8_t { end, name, quoted_name, integer, natural, real, string, bytes, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t at = 0;
  std::string_view text;  // as it is written
  std::string content;    // of a string, bytes or quoted name, escapes resolved

  bool is(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
  bool is_word(std::string_view word) const { return kind == TokenKind::name && text == word; }
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  std::expected<Token, Problem> next();

 private:
  void skip_blanks();
  std::expected<Token, Problem> number();
  std::expected<Token, Problem> name();
  std::expected<Token, Problem> quoted_name();
  std::expected<Token, Problem> string(std::size_t quote, bool is_raw, bool is_bytes);
  std::expected<Token, Problem> symbol();
  std::unexpected<Problem> refuse(std::size_t at, std::string code, Text text) const;
  Token token(TokenKind kind, std::size_t from);
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  std::string_view text_;
  std::size_t at_ = 0;
};

// The escapes of a string literal's inside resolved. None where one is wrong; `at` is then its place.
bool resolve_escapes(std::string_view inside, bool is_bytes, std::string& out, std::size_t& at);

}  // namespace jidoka::expr
