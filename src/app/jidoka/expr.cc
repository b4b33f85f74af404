// jidoka expr: one expression with its bindings, or a batch of them, one JSON result a line.
#include <CLI/App.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

#include "expr/attempt.h"
#include "jidoka/command.h"
#include "json/encode.h"

namespace jidoka::app {

namespace {

constexpr std::size_t longest_line = 8u << 20;
constexpr json::Limits line_limits{longest_line, 64};

struct Settings {
  std::string expression;
  std::vector<std::string> bindings;
  std::string batch;
  bool as_json = false;
  bool typed = false;
};

// A line without its end; what is longer than the limit is passed over and marked, not kept.
struct Line {
  std::string text;
  bool is_too_long = false;
};
bool read_line(std::istream& input, Line& line) {
  line = {};
  std::streambuf& bytes = *input.rdbuf();
  using Traits = std::streambuf::traits_type;
  if (Traits::eq_int_type(bytes.sgetc(), Traits::eof())) return false;
  for (int c = bytes.sbumpc(); c != '\n' && !Traits::eq_int_type(c, Traits::eof()); c = bytes.sbumpc()) {
    if (line.text.size() < longest_line)
      line.text += static_cast<char>(c);
    else
      line.is_too_long = true;
  }
  return true;
}

expr::Outcome refused_line(const Error& error) {
  expr::Outcome out;
  out.error = expr::Problem{error.slug, 1, 1, error.text};
  return out;
}

Result<expr::Outcome> outcome_of(const Line& line, expr::Form form) {
  if (line.is_too_long)
    return fail(Code::too_large, "line-too-long", {"A line has at most 8 MiB.", "每行最大 8 MiB。"});
  TRY(const json::Value read, json::parse(line.text, line_limits));
  TRY(const expr::Attempt attempt, expr::attempt_of(read));
  return expr::evaluate(attempt, form);
}

Result<int> run_batch(Console& console, const Settings& settings) {
  std::ifstream file;
  if (settings.batch != "-") {
    file.open(settings.batch, std::ios::binary);
    if (!file)
      return fail(Code::not_found, "unreadable",
                  {settings.batch + " cannot be read: no such file, or not allowed.",
                   "无法读取 " + settings.batch + "：文件不存在或没有权限。"});
  }
  std::istream& input = settings.batch == "-" ? console.in : file;
  const expr::Form form = settings.typed ? expr::Form::typed : expr::Form::plain;
  int code = done;
  for (Line line; read_line(input, line);) {
    if (line.text.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto outcome = outcome_of(line, form);
    if (!outcome) code = refused;  // an expression's own error is a result; a line that is none is not
    console.out << json::encode(outcome ? *outcome : refused_line(outcome.error())) << '\n';
  }
  return code;
}

// x=4 is a number, x=true a bool, x=[1,2] a list; what is no JSON is text.
Result<void> add_binding(expr::Attempt& attempt, const std::string& given) {
  const std::size_t equals = given.find('=');
  if (equals == std::string::npos || equals == 0)
    return fail(Code::invalid, "binding",
                {"\"" + given + "\" is no binding. Write name=value, such as --bind x=4.",
                 "“" + given + "”不是变量赋值。请写成 名称=值，例如 --bind x=4。"},
                "--bind");
  const std::string value = given.substr(equals + 1);
  auto read = json::parse(value, line_limits);
  attempt.bindings[given.substr(0, equals)].value = read ? std::move(*read) : json::Value(value);
  return {};
}

// The line of the expression with a mark below the place, and what is wrong there.
void show_problem(Console& console, const std::string& expression, const expr::Problem& problem) {
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < problem.line; ++line) begin = expression.find('\n', begin) + 1;
  const std::string shown = expression.substr(begin, expression.find('\n', begin) - begin);
  console.err << "jidoka: " << problem.line << ':' << problem.column << ": " << console.say(problem.text) << '\n';
  if (shown.size() > 200) return;
  std::string before;  // wide characters, those of three bytes and more, take two columns
  std::uint32_t column = 1;
  for (std::size_t i = 0; i < shown.size() && column < problem.column; ++i) {
    const auto byte = static_cast<unsigned char>(shown[i]);
    if ((byte & 0xC0u) == 0x80u) continue;
    before += byte >= 0xE3u ? "  " : " ";
    ++column;
  }
  console.err << "  " << shown << "\n  " << before << "^\n";
}

Result<int> run_one(Console& console, const Settings& settings) {
  expr::Attempt attempt;
  attempt.expr = settings.expression;
  if (settings.expression == "-") {
    attempt.expr.clear();
    for (Line line; attempt.expr.size() < longest_line && read_line(console.in, line);)
      attempt.expr += (attempt.expr.empty() ? "" : "\n") + line.text;
  }
  for (const std::string& binding : settings.bindings) TRY_VOID(add_binding(attempt, binding));
  const expr::Form form = settings.typed ? expr::Form::typed : expr::Form::plain;
  TRY(const expr::Outcome outcome, expr::evaluate(attempt, form));
  if (settings.as_json || settings.typed)
    console.out << json::encode(outcome) << '\n';
  else if (outcome.error)
    show_problem(console, attempt.expr, *outcome.error);
  else
    console.out << outcome.value->text << '\n';
  return outcome.error ? refused : done;
}

}  // namespace

Run expr_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  auto* const expression = app.add_option(
      "expression", settings->expression,
      options.help({"In the Common Expression Language; - reads standard input", "CEL 表达式；- 表示读取标准输入"}));
  app.add_option("--bind", settings->bindings,
                 options.help({"A variable, name=value; the value is JSON or text", "变量，名称=值；值为 JSON 或文本"}))
      ->allow_extra_args(false);
  auto* const batch =
      app.add_option("--batch", settings->batch,
                     options.help({"A file of {\"expr\":…,\"bindings\":{…}}, one a line; - is standard input",
                                   "每行一个 {\"expr\":…,\"bindings\":{…}} 的文件；- 为标准输入"}));
  app.add_flag("--json", settings->as_json, options.help({"The result as JSON", "以 JSON 输出结果"}));
  app.add_flag("--typed", settings->typed,
               options.help({"With the typed value beside the plain one", "同时输出带类型的值"}));
  expression->excludes(batch);
  return [settings](Console& console) -> Result<int> {
    if (!settings->batch.empty()) return run_batch(console, *settings);
    if (settings->expression.empty())
      return fail(Code::invalid, "expression",
                  {"Give an expression, such as jidoka expr 'x > 3' --bind x=4, or --batch FILE.",
                   "请给出表达式，例如 jidoka expr 'x > 3' --bind x=4，或使用 --batch 文件。"});
    return run_one(console, *settings);
  };
}

}  // namespace jidoka::app
