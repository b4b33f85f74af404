#include "expr/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "expr/pass.h"
#include "json/utf8.h"

namespace jidoka::expr {
namespace {

struct Binary {
  std::string_view symbol;
  int precedence;
  Operator op;
};
constexpr std::array<Binary, 14> binaries = {{{"||", 1, Operator::logical_or},
                                              {"&&", 2, Operator::logical_and},
                                              {"<", 3, Operator::less},
                                              {"<=", 3, Operator::less_equal},
                                              {">", 3, Operator::greater},
                                              {">=", 3, Operator::greater_equal},
                                              {"==", 3, Operator::equal},
                                              {"!=", 3, Operator::not_equal},
                                              {"in", 3, Operator::in},
                                              {"+", 4, Operator::add},
                                              {"-", 4, Operator::subtract},
                                              {"*", 5, Operator::multiply},
                                              {"/", 5, Operator::divide},
                                              {"%", 5, Operator::modulus}}};

const Binary* binary_at(const Token& token) {
  if (token.kind != TokenKind::symbol && !token.is_word("in")) return nullptr;
  const auto* const found = std::ranges::find(binaries, token.text, &Binary::symbol);
  return found == binaries.end() ? nullptr : found;
}

bool is_keyword(std::string_view word) { return word == "true" || word == "false" || word == "null" || word == "in"; }

// The specification keeps these for later; they may stand behind a dot.
bool is_reserved(std::string_view word) {
  constexpr std::array<std::string_view, 18> words = {"as",        "break",  "const",  "continue", "else",  "for",
                                                      "function",  "if",     "import", "let",      "loop",  "package",
                                                      "namespace", "return", "var",    "void",     "while", "in"};
  return std::ranges::find(words, word) != words.end();
}

// A decimal number of a literal: too large is refused, too small is 0, as the standard has it.
bool read_double(std::string_view text, double& out) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (failed == std::errc::result_out_of_range) out = std::strtod(std::string(text).c_str(), nullptr);
  return std::isfinite(out);
}

// Counts how deep the parser stands in brackets, conditions and signs.
struct Nested {
  explicit Nested(std::uint32_t& count) : level(count) { ++level; }
  ~Nested() { --level; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  std::uint32_t& level;
};

Text too_deep_text() {
  return {"The expression is nested too deeply: at most 250 brackets within each other and chains of 1000. Split it.",
          "表达式嵌套过深：括号最多嵌套 250 层，运算链最长 1000 项。请拆分。"};
}

}  // namespace

std::unexpected<Problem> Parser::refuse(std::size_t at, std::string code, Text text) const {
  return std::unexpected(problem_at(out_.text, at, std::move(code), std::move(text)));
}

std::unexpected<Problem> Parser::refuse_token(const Text& wanted) const {
  if (token_.kind == TokenKind::end)
    return refuse(
        token_.at, "syntax",
        {"The expression ends too early: " + wanted.en + " is missing.", "表达式不完整：缺少" + wanted.zh + "。"});
  const std::string found(token_.text.substr(0, 40));
  return refuse(
      token_.at, "syntax",
      {"Here stands " + found + " where " + wanted.en + " belongs.", "此处是 " + found + "，应为" + wanted.zh + "。"});
}

std::expected<void, Problem> Parser::advance() {
  PASS(token_, lexer_.next());
  return {};
}

std::expected<void, Problem> Parser::expect(std::string_view symbol) {
  if (!token_.is(symbol)) return refuse_token({std::string(symbol), " " + std::string(symbol)});
  return advance();
}

Parsed Parser::add(Node node, std::size_t at) {
  node.at = static_cast<std::uint32_t>(at);
  for (const NodeId child : node.children) node.depth = std::max(node.depth, out_[child].depth + 1);
  if (node.depth > limits_.depth) return refuse(at, "too-deep", too_deep_text());
  out_.nodes.push_back(std::move(node));
  return static_cast<NodeId>(out_.nodes.size() - 1);
}

std::expected<Syntax, Problem> Parser::run() {
  PASS_VOID(advance());
  if (token_.kind == TokenKind::end)
    return refuse(0, "syntax",
                  {"The expression is empty. Write one, such as x > 3.", "表达式为空。请填写，例如 x > 3。"});
  PASS(out_.root, expression());
  if (token_.kind != TokenKind::end) return refuse_token({"an operator or the end", "运算符或结尾"});
  return std::move(out_);
}

Parsed Parser::expression() {
  const Nested nested(nesting_);
  if (nesting_ > limits_.nesting) return refuse(token_.at, "too-deep", too_deep_text());
  return conditional();
}

Parsed Parser::conditional() {
  PASS(const NodeId condition, binary(1));
  if (!token_.is("?")) return condition;
  const std::size_t at = token_.at;
  PASS_VOID(advance());
  PASS(const NodeId yes, binary(1));
  PASS_VOID(expect(":"));
  PASS(const NodeId no, expression());
  Node node;
  node.kind = NodeKind::operation;
  node.op = Operator::conditional;
  node.children = {condition, yes, no};
  return add(std::move(node), at);
}

Parsed Parser::binary(int least) {
  PASS(NodeId left, unary());
  for (const Binary* found = binary_at(token_); found != nullptr && found->precedence >= least;
       found = binary_at(token_)) {
    const std::size_t at = token_.at;
    PASS_VOID(advance());
    PASS(const NodeId right, binary(found->precedence + 1));
    Node node;
    node.kind = NodeKind::operation;
    node.op = found->op;
    node.children = {left, right};
    PASS(left, add(std::move(node), at));
  }
  return left;
}

Parsed Parser::unary() {
  const bool is_negation = token_.is("-");
  if (!is_negation && !token_.is("!")) return member(false);
  const Nested nested(nesting_);
  if (nesting_ > limits_.nesting) return refuse(token_.at, "too-deep", too_deep_text());
  const std::size_t at = token_.at;
  PASS_VOID(advance());
  const bool is_number = token_.kind == TokenKind::integer || token_.kind == TokenKind::real;
  if (is_negation && is_number) return member(true);
  PASS(const NodeId operand, unary());
  Node node;
  node.kind = NodeKind::operation;
  node.op = is_negation ? Operator::negate : Operator::logical_not;
  node.children = {operand};
  return add(std::move(node), at);
}

Parsed Parser::member(bool is_negative) {
  PASS(NodeId operand, primary(is_negative));
  while (token_.is(".") || token_.is("[")) {
    const bool is_selection = token_.is(".");
    const std::size_t at = token_.at;
    PASS_VOID(advance());
    PASS(operand, is_selection ? selected(operand, at) : indexed(operand, at));
  }
  return operand;
}

Parsed Parser::selected(NodeId operand, std::size_t at) {
  const bool is_quoted = token_.kind == TokenKind::quoted_name;
  if (!is_quoted && (token_.kind != TokenKind::name || is_keyword(token_.text)))
    return refuse_token({"the name of a field or function", "字段名或函数名"});
  std::string name = is_quoted ? token_.content : std::string(token_.text);
  PASS_VOID(advance());
  if (token_.is("(") && !is_quoted) {
    PASS_VOID(advance());
    PASS(std::vector<NodeId> children, arguments(")"));
    children.insert(children.begin(), operand);
    return call(std::move(name), std::move(children), true, at);
  }
  if (token_.is("{"))
    return refuse(token_.at, "messages",
                  {"Messages with fields, Type{field: value}, are not supported. Use a map.",
                   "不支持消息构造 Type{field: value}。请使用 map。"});
  Node node;
  node.kind = NodeKind::select;
  node.name = std::move(name);
  node.children = {operand};
  return add(std::move(node), at);
}

Parsed Parser::indexed(NodeId operand, std::size_t at) {
  PASS(const NodeId index, expression());
  PASS_VOID(expect("]"));
  Node node;
  node.kind = NodeKind::operation;
  node.op = Operator::index;
  node.children = {operand, index};
  return add(std::move(node), at);
}

std::expected<std::vector<NodeId>, Problem> Parser::arguments(std::string_view closing) {
  std::vector<NodeId> out;
  while (!token_.is(closing)) {
    PASS(out.emplace_back(), expression());
    if (token_.is(closing)) break;
    if (!token_.is(",")) return refuse_token({"a comma or " + std::string(closing), "逗号或 " + std::string(closing)});
    PASS_VOID(advance());
    // A list may end with a comma, the arguments of a function may not.
    if (token_.is(closing) && closing == ")") return refuse_token({"an argument", "参数"});
  }
  PASS_VOID(advance());
  return out;
}

Parsed Parser::primary(bool is_negative) {
  const std::size_t at = token_.at;
  Node node;
  switch (token_.kind) {
    case TokenKind::integer:
    case TokenKind::natural:
    case TokenKind::real:
      return number(is_negative, at);
    case TokenKind::string:
    case TokenKind::bytes:
      node.literal.kind = token_.kind == TokenKind::string ? Kind::string : Kind::bytes;
      node.literal.text = std::move(token_.content);
      PASS_VOID(advance());
      return add(std::move(node), at);
    case TokenKind::name:
      return named(false, at);
    case TokenKind::symbol:
      return bracketed();
    default:
      return refuse_token({"a value", "值"});
  }
}

Parsed Parser::bracketed() {
  const std::size_t at = token_.at;
  const std::string_view symbol = token_.text;
  if (symbol != "(" && symbol != "[" && symbol != "{" && symbol != ".") return refuse_token({"a value", "值"});
  PASS_VOID(advance());
  if (symbol == "[") return list(at);
  if (symbol == "{") return map(at);
  if (symbol == ".") {
    if (token_.kind != TokenKind::name) return refuse_token({"a name", "名称"});
    return named(true, at);
  }
  PASS(const NodeId inside, expression());
  PASS_VOID(expect(")"));
  return inside;
}

Parsed Parser::named(bool is_rooted, std::size_t at) {
  const std::string word(token_.text);
  Node node;
  if (is_keyword(word) && !is_rooted && word != "in") {
    node.literal.kind = word == "null" ? Kind::null : Kind::boolean;
    node.literal.integer = word == "true" ? 1 : 0;
    PASS_VOID(advance());
    return add(std::move(node), at);
  }
  if (is_keyword(word) || is_reserved(word))
    return refuse(at, "reserved-word",
                  {word + " is a word of the language and cannot be a name. Choose another name.",
                   word + " 是语言保留字，不能用作名称。请换一个名称。"});
  PASS_VOID(advance());
  if (token_.is("(")) {
    PASS_VOID(advance());
    PASS(std::vector<NodeId> children, arguments(")"));
    return call(word, std::move(children), false, at);
  }
  if (token_.is("{"))
    return refuse(token_.at, "messages",
                  {"Messages with fields, Type{field: value}, are not supported. Use a map.",
                   "不支持消息构造 Type{field: value}。请使用 map。"});
  node.kind = NodeKind::identifier;
  node.name = word;
  node.is_rooted = is_rooted;
  return add(std::move(node), at);
}

Parsed Parser::list(std::size_t at) {
  Node node;
  node.kind = NodeKind::list;
  PASS(node.children, arguments("]"));
  return add(std::move(node), at);
}

Parsed Parser::map(std::size_t at) {
  Node node;
  node.kind = NodeKind::map;
  while (!token_.is("}")) {
    PASS(node.children.emplace_back(), expression());
    PASS_VOID(expect(":"));
    PASS(node.children.emplace_back(), expression());
    if (token_.is("}")) break;
    if (!token_.is(",")) return refuse_token({"a comma or }", "逗号或 }"});
    PASS_VOID(advance());
  }
  PASS_VOID(advance());
  return add(std::move(node), at);
}

Parsed Parser::number(bool is_negative, std::size_t at) {
  std::string text = (is_negative ? "-" : "") + std::string(token_.text);
  Node node;
  bool fits = false;
  if (token_.kind == TokenKind::real) {
    node.literal.kind = Kind::real;
    fits = read_double(text, node.literal.real);
  } else {
    const bool is_natural = token_.kind == TokenKind::natural;
    if (is_natural) text.pop_back();
    const std::size_t prefix = text.find_first_of("xX");
    const int base = prefix == std::string::npos ? 10 : 16;
    if (base == 16) text.erase(prefix - 1, 2);
    const char* const end = text.data() + text.size();
    node.literal.kind = is_natural ? Kind::natural : Kind::integer;
    const auto read = is_natural ? std::from_chars(text.data(), end, node.literal.natural, base)
                                 : std::from_chars(text.data(), end, node.literal.integer, base);
    fits = read.ec == std::errc() && read.ptr == end;
  }
  if (!fits)
    return refuse(at, "number-too-large",
                  {"This number does not fit in 64 bits. Write a double, such as 1e20.",
                   "该数超出 64 位。请写成 double，例如 1e20。"});
  PASS_VOID(advance());
  return add(std::move(node), at);
}

std::expected<Syntax, Problem> parse(std::string_view text, SyntaxLimits limits) {
  if (text.size() > limits.bytes)
    return std::unexpected(
        problem_at("", 0, "too-long",
                   {"An expression has at most " + std::to_string(limits.bytes) + " bytes. Split it.",
                    "表达式最多 " + std::to_string(limits.bytes) + " 字节。请拆分。"}));
  if (const std::size_t at = json::find_invalid_utf8(text); at != std::string_view::npos)
    return std::unexpected(
        problem_at(text, at, "not-utf-8", {"The expression is not UTF-8 text.", "表达式不是有效的 UTF-8 文本。"}));
  return Parser(text, limits).run();
}

}  // namespace jidoka::expr
