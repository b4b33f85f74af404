// The commands of the program, in one table. A command is one file: it declares its options on the CLI::App that it is
// given, and returns what to run once they are parsed. A new command is a file, a line in command_table.h and a row in
// commands.cc.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "core/result.h"
#include "core/text.h"
#include "jidoka/console.h"

namespace CLI {
class App;
}

namespace jidoka::app {

using Run = std::function<Result<int>(Console&)>;  // the exit code

class Options {  // declares options with their help in the console's language
 public:
  Options(CLI::App& app, Language language) : app_(app), language_(language) {}
  CLI::App& app() { return app_; }
  std::string help(const Text& text) const { return language_ == Language::chinese ? text.zh : text.en; }

 private:
  CLI::App& app_;
  Language language_;
};

struct Command {
  std::string_view name;  // "serve", or "token create"
  Text summary;
  Run (*declare)(Options);
};
std::span<const Command> commands();

std::string_view version();

// What main() does, apart from the process: parses the arguments, runs the command, reports its error.
int run(int count, const char* const* arguments, Console console);

}  // namespace jidoka::app
