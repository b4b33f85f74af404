// The parser's own state: one token ahead, operators by precedence. parse() in syntax.h is its door.
#pragma once

#include "expr/lexer.h"
#include "expr/syntax.h"

namespace jidoka::expr {

using Parsed = std::expected<NodeId, Problem>;

class Parser {
 public:
  Parser(std::string_view text, SyntaxLimits limits) : lexer_(text), limits_(limits) { out_.text = text; }
  std::expected<Syntax, Problem> run();

 private:
  Parsed expression();
  Parsed conditional();
  Parsed binary(int least);
  Parsed unary();
  Parsed member(bool is_negative);
  Parsed selected(NodeId operand, std::size_t at);
  Parsed indexed(NodeId operand, std::size_t at);
  Parsed primary(bool is_negative);
  Parsed bracketed();
  Parsed named(bool is_rooted, std::size_t at);
  Parsed list(std::size_t at);
  Parsed map(std::size_t at);
  Parsed number(bool is_negative, std::size_t at);
  // Until `closing`, which is taken too.
  std::expected<std::vector<NodeId>, Problem> arguments(std::string_view closing);

  // macros.cc
  Parsed call(std::string name, std::vector<NodeId> children, bool is_receiver, std::size_t at);
  Parsed loop(Loop kind, std::vector<NodeId> children, std::size_t at);
  Parsed presence(const std::vector<NodeId>& children, std::size_t at);
  Parsed binding(const std::vector<NodeId>& children, std::size_t at);
  std::expected<std::string, Problem> loop_variable(NodeId id) const;

  Parsed add(Node node, std::size_t at);
  std::expected<void, Problem> advance();
  std::expected<void, Problem> expect(std::string_view symbol);
  std::unexpected<Problem> refuse(std::size_t at, std::string code, Text text) const;
  std::unexpected<Problem> refuse_token(const Text& wanted) const;

  Lexer lexer_;
  SyntaxLimits limits_;
  Syntax out_;
  Token token_;
  std::uint32_t nesting_ = 0;
};

}  // namespace jidoka::expr
