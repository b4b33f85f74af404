// Console: whom a command talks to, and in which language. Results go to `out`, everything else to `err`, so that a
// script reads only what it asked for. The exit codes are part of the interface; `jidoka --help` lists them.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::app {

enum class Language { english, chinese };

enum Exit : int {
  done = 0,
  refused = 1,      // the input or the present state does not allow it; the message says what would
  wrong_usage = 2,  // the command line itself
  unavailable = 3,  // store or server cannot be reached, or is busy: the same command may work later
  not_intact = 4,   // a record is not what was written
  not_allowed = 5,  // token missing, unknown or without the permission
};
Exit exit_of(Code code);

struct Console {
  Language language = Language::english;
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  bool in_is_terminal = false;
  bool err_is_terminal = false;

  std::string say(const Text& text) const { return language == Language::chinese ? text.zh : text.en; }
};

// "zh…" in LC_ALL, LC_MESSAGES or LANG, the first that is set.
Language language_of_locale();
// "jidoka: …", with the place in the input when the error has one; gives the exit code.
int report(Console& console, const Error& error);

}  // namespace jidoka::app
