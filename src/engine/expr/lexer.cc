#include "expr/lexer.h"

#include "json/utf8.h"

namespace jidoka::expr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_quote(char c) { return c == '"' || c == '\''; }

}  // namespace

std::unexpected<Problem> Lexer::refuse(std::size_t at, std::string code, Text text) const {
  return std::unexpected(problem_at(text_, at, std::move(code), std::move(text)));
}

Token Lexer::token(TokenKind kind, std::size_t from) { return {kind, from, text_.substr(from, at_ - from), {}}; }

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      const std::size_t end = text_.find('\n', at_);
      at_ = end == std::string_view::npos ? text_.size() : end;
    } else {
      return;
    }
  }
}

std::expected<Token, Problem> Lexer::next() {
  skip_blanks();
  if (at_ == text_.size()) return token(TokenKind::end, at_);
  const char c = text_[at_];
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (is_quote(c)) return string(at_, false, false);
  if (c == '`') return quoted_name();
  if (begins_name(c)) {
    // A prefix of one or two letters directly before a quote: r, b, rb, br in any case.
    bool is_raw = false;
    bool is_bytes = false;
    for (std::size_t n = 0; n < 2; ++n) {
      const char letter = peek(n);
      if ((letter == 'r' || letter == 'R') && !is_raw)
        is_raw = true;
      else if ((letter == 'b' || letter == 'B') && !is_bytes)
        is_bytes = true;
      else
        break;
      if (is_quote(peek(n + 1))) return string(at_ + n + 1, is_raw, is_bytes);
    }
    return name();
  }
  return symbol();
}

std::expected<Token, Problem> Lexer::number() {
  const std::size_t from = at_;
  const bool is_hexadecimal = text_[at_] == '0' && (peek(1) == 'x' || peek(1) == 'X') && is_hex(peek(2));
  TokenKind kind = TokenKind::integer;
  if (is_hexadecimal) {
    at_ += 2;
    while (is_hex(peek())) ++at_;
  } else {
    while (is_digit(peek())) ++at_;
    if (peek() == '.' && is_digit(peek(1))) {
      kind = TokenKind::real;
      for (++at_; is_digit(peek());) ++at_;
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
      kind = TokenKind::real;
      for (at_ += 1 + sign; is_digit(peek());) ++at_;
    }
  }
  if (kind == TokenKind::integer && (peek() == 'u' || peek() == 'U')) {
    kind = TokenKind::natural;
    ++at_;
  }
  if (begins_name(peek()))
    return refuse(at_, "syntax",
                  {"A number cannot be followed by a letter. Write 3 * x, or 3u for a uint.",
                   "数字后不能直接跟字母。请写成 3 * x；uint 写成 3u。"});
  return token(kind, from);
}

std::expected<Token, Problem> Lexer::name() {
  const std::size_t from = at_;
  while (begins_name(peek()) || is_digit(peek())) ++at_;
  return token(TokenKind::name, from);
}

std::expected<Token, Problem> Lexer::quoted_name() {
  const std::size_t from = at_;
  const std::size_t end = text_.find('`', at_ + 1);
  if (end == std::string_view::npos || end == at_ + 1)
    return refuse(
        from, "syntax",
        {"A name in backquotes ends with one, as in a.`b-c`.", "反引号中的名称须以反引号结束，例如 a.`b-c`。"});
  at_ = end + 1;
  Token out = token(TokenKind::quoted_name, from);
  out.content = text_.substr(from + 1, end - from - 1);
  for (const char c : out.content)
    if (!begins_name(c) && !is_digit(c) && std::string_view(".-/ ").find(c) == std::string_view::npos)
      return refuse(from, "syntax",
                    {"A name in backquotes has letters, digits, _ . - / and spaces only.",
                     "反引号中的名称只能含字母、数字、_ . - / 和空格。"});
  return out;
}

std::expected<Token, Problem> Lexer::string(std::size_t quote, bool is_raw, bool is_bytes) {
  const std::size_t from = at_;
  const char mark = text_[quote];
  const bool is_triple = text_.substr(quote, 3) == std::string(3, mark);
  const std::size_t begin = quote + (is_triple ? 3 : 1);
  const std::string_view closing = is_triple ? text_.substr(quote, 3) : text_.substr(quote, 1);
  std::size_t end = begin;
  for (; end < text_.size() && text_.substr(end, closing.size()) != closing; ++end) {
    if (!is_triple && (text_[end] == '\n' || text_[end] == '\r')) {
      end = text_.size();
      break;
    }
    if (text_[end] == '\\' && !is_raw) ++end;
  }
  if (end >= text_.size())
    return refuse(from, "syntax",
                  {"This string has no end: close it with the quote that opened it, on the same line.",
                   "字符串没有结束：请在同一行用开头的引号结束。"});
  at_ = end + closing.size();
  Token out = token(is_bytes ? TokenKind::bytes : TokenKind::string, from);
  const std::string_view inside = text_.substr(begin, end - begin);
  std::size_t wrong = 0;
  if (is_raw)
    out.content = inside;
  else if (!resolve_escapes(inside, is_bytes, out.content, wrong))
    return refuse(
        begin + wrong, "syntax",
        {"This escape is not known. There are \\n, \\t, \\\", \\\\, \\x41, \\101, \\u270c and \\U0001f431; "
         "r\"…\" takes backslashes as they are.",
         "未知的转义。可用 \\n、\\t、\\\"、\\\\、\\x41、\\101、\\u270c 和 \\U0001f431；r\"…\" 中反斜杠保持原样。"});
  return out;
}

std::expected<Token, Problem> Lexer::symbol() {
  const std::size_t from = at_;
  const std::string_view two = text_.substr(at_, 2);
  for (const std::string_view known : {"==", "!=", "<=", ">=", "&&", "||"})
    if (two == known) {
      at_ += 2;
      return token(TokenKind::symbol, from);
    }
  if (std::string_view("+-*/%<>!?:.,()[]{}").find(text_[at_]) != std::string_view::npos) {
    ++at_;
    return token(TokenKind::symbol, from);
  }
  if (two == "=" || text_[at_] == '=')
    return refuse(from, "syntax",
                  {"A single = means nothing here. Write == to compare.", "这里不能用单个 =。比较请写 ==。"});
  if (text_[at_] == '&' || text_[at_] == '|')
    return refuse(from, "syntax", {"Write && for and, || for or.", "“与”请写 &&，“或”请写 ||。"});
  const std::size_t length = json::utf8_length(text_, at_);
  const std::string found(text_.substr(at_, length == 0 ? 1 : length));
  return refuse(from, "syntax",
                {"The character " + found + " has no meaning here. Text stands in quotes.",
                 "字符 " + found + " 在这里没有意义。文本须加引号。"});
}

}  // namespace jidoka::expr
