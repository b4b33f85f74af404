// The program's own log: one line an event, to stderr, with time, level, module and fields as key=value.
// Secrets never go in: log identifiers and counts, not bodies.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace jidoka::log {

enum class Level { debug, info, warning, error };

using Field = std::pair<std::string_view, std::string>;

void set_level(Level level);
void write(Level level, std::string_view module, std::string_view message, std::initializer_list<Field> fields = {});

inline void info(std::string_view module, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::info, module, message, fields);
}
inline void warning(std::string_view module, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::warning, module, message, fields);
}
inline void error(std::string_view module, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::error, module, message, fields);
}

}  // namespace jidoka::log
