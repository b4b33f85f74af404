// The commands of the program, in one table. A command is one file: it declares its options on the CLI::App that it is
// given, and returns what to run once they are parsed. A new command is a file and a row in commands.cc.
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

Run serve_command(Options options);
Run token_create_command(Options options);
Run user_save_command(Options options);
Run apply_command(Options options);
Run import_command(Options options);
Run verdicts_command(Options options);
Run twin_command(Options options);
Run ledger_verify_command(Options options);
Run backup_command(Options options);
Run version_command(Options options);

std::string_view version();

// What main() does, apart from the process: parses the arguments, runs the command, reports its error.
int run(int count, const char* const* arguments, Console console);

}  // namespace jidoka::app
