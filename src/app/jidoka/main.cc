#include <unistd.h>

#include <csignal>
#include <iostream>

#include "jidoka/command.h"

int main(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader of our output or a client may go away; writes then say so
  return jidoka::app::run(count, arguments,
                          {.language = jidoka::app::language_of_locale(),
                           .out = std::cout,
                           .err = std::cerr,
                           .in = std::cin,
                           .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
                           .err_is_terminal = ::isatty(STDERR_FILENO) == 1});
}
