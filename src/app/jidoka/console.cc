#include "jidoka/console.h"

#include <cstdlib>
#include <ostream>

namespace jidoka::app {

Exit exit_of(Code code) {
  switch (code) {
    case Code::unauthenticated:
    case Code::forbidden:
      return not_allowed;
    case Code::busy:
    case Code::unavailable:
    case Code::timed_out:
      return unavailable;
    case Code::corrupt:
      return not_intact;
    default:
      return refused;
  }
}

Language language_of_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::chinese : Language::english;
  return Language::english;
}

int report(Console& console, const Error& error) {
  console.err << "jidoka: " << console.say(error.text);
  if (!error.field.empty())
    console.err << (console.language == Language::chinese ? "（" : " (") << error.field
                << (console.language == Language::chinese ? "）" : ")");
  console.err << '\n';
  return exit_of(error.code);
}

}  // namespace jidoka::app
