#include "series/context.h"

#include <algorithm>

namespace jidoka::series {
namespace {

// One byte says how much is shared, and so one byte of input becomes at most 255 of output.
constexpr std::size_t most_shared = 255;

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min({a.size(), b.size(), most_shared});
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
}

void append_text(std::string& out, std::string_view before, std::string_view text) {
  const std::size_t shared = shared_prefix(before, text);
  out += static_cast<char>(shared);
  append_varint(out, text.size() - shared);
  out += text.substr(shared);
}

bool take_text(Reader& in, std::string_view before, std::string& text) {
  std::uint8_t shared = 0;
  std::uint64_t length = 0;
  std::string_view bytes;
  if (!in.take_word(shared) || shared > before.size() || !in.take_varint(length) || !in.take(length, bytes))
    return false;
  text = before.substr(0, shared);
  text += bytes;
  return shared_prefix(before, text) == shared;
}

}  // namespace

void append_dictionary(std::string& out, const std::vector<Context>& dictionary) {
  append_varint(out, dictionary.size());
  const Context none;
  const Context* before = &none;
  for (const Context& context : dictionary) {
    append_text(out, before->unit, context.unit);
    append_text(out, before->lot, context.lot);
    before = &context;
  }
}

bool take_dictionary(Reader& in, std::size_t most, std::vector<Context>& dictionary) {
  std::uint64_t count = 0;
  // Four bytes at least for each entry, so that a short input cannot ask for much memory.
  if (!in.take_varint(count) || count > most || count > in.rest().size() / 4) return false;
  dictionary.resize(count);
  const Context none;
  const Context* before = &none;
  for (Context& context : dictionary) {
    if (!take_text(in, before->unit, context.unit) || !take_text(in, before->lot, context.lot)) return false;
    before = &context;
  }
  return true;
}

}  // namespace jidoka::series
