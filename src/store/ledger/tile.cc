#include "ledger/tile.h"

#include <charconv>

#include "core/assert.h"

namespace jidoka::ledger {
namespace {

Failure bad_path(std::string_view path) {
  const std::string shown(path.substr(0, 80));
  return fail(Code::invalid, "tile-path",
              {"\"" + shown + "\" is not a tile path; write tile/0/x001/067, tile/entries/067 or tile/0/067.p/12",
               "“" + shown + "”不是有效的数据块路径；正确写法如 tile/0/x001/067、tile/entries/067 或 tile/0/067.p/12"});
}

Failure bad_bundle(std::size_t offset) {
  const std::string at = std::to_string(offset);
  return fail(Code::corrupt, "ledger-bundle",
              {"The entry bundle is cut off or damaged at byte " + at + "; fetch it again from the ledger",
               "记录包在第 " + at + " 字节处不完整或已损坏，请从账本重新获取"});
}

// Decimal without leading zeros, below limit.
bool parse_number(std::string_view text, std::uint64_t limit, std::uint64_t& out) {
  if (text.empty() || text.size() > 19 || (text.size() > 1 && text.front() == '0')) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && out < limit;
}

bool parse_three_digits(std::string_view text, std::uint64_t& out) {
  if (text.size() != 3) return false;
  out = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    out = out * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return true;
}

std::string_view next_element(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view element = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return element;
}

}  // namespace

unsigned edge_width(std::uint64_t size, unsigned level) {
  return level >= 8 ? 0 : static_cast<unsigned>((size >> (tile_height * level)) % tile_width);
}

std::string tile_path(const TileName& name) {
  ASSERT(name.width >= 1 && name.width <= tile_width);
  std::string digits = std::to_string(name.index);
  digits.insert(0, (3 - digits.size() % 3) % 3, '0');
  std::string path = "tile/" + (name.entries ? std::string("entries") : std::to_string(name.level));
  for (std::size_t at = 0; at < digits.size(); at += 3) {
    path += at + 3 < digits.size() ? "/x" : "/";
    path.append(digits, at, 3);
  }
  if (name.width != tile_width) path += ".p/" + std::to_string(name.width);
  return path;
}

Result<TileName> parse_tile_path(std::string_view path) {
  std::string_view rest = path;
  TileName name;
  std::uint64_t number = 0;
  if (next_element(rest) != "tile") return bad_path(path);
  const std::string_view level = next_element(rest);
  name.entries = level == "entries";
  if (!name.entries) {
    if (!parse_number(level, 64, number)) return bad_path(path);
    name.level = static_cast<unsigned>(number);
  }
  bool first = true;
  for (;;) {
    std::string_view element = next_element(rest);
    const bool more = element.starts_with('x');
    const bool partial = element.ends_with(".p");
    if (more) element.remove_prefix(1);
    if (partial) element.remove_suffix(2);
    if ((more && partial) || !parse_three_digits(element, number)) return bad_path(path);
    if (first && more && number == 0) return bad_path(path);  // a leading x000 would be a second name for one tile
    if (name.index > (UINT64_MAX - number) / 1000) return bad_path(path);
    name.index = name.index * 1000 + number;
    first = false;
    if (more) continue;
    if (partial) {
      if (!parse_number(next_element(rest), tile_width, number) || number == 0) return bad_path(path);
      name.width = static_cast<unsigned>(number);
    }
    break;
  }
  if (!rest.empty() || path.ends_with('/')) return bad_path(path);
  return name;
}

Result<std::string> encode_entries(std::span<const std::string> entries) {
  std::string out;
  for (const std::string& entry : entries) {
    if (entry.size() > largest_entry)
      return fail(Code::too_large, "ledger-entry-too-large",
                  {"A ledger entry has " + std::to_string(entry.size()) + " bytes; at most 65535 are allowed",
                   "账本记录有 " + std::to_string(entry.size()) + " 字节，最多允许 65535 字节"});
    out += static_cast<char>(entry.size() >> 8);
    out += static_cast<char>(entry.size() & 0xff);
    out += entry;
  }
  return out;
}

Result<std::vector<std::string>> decode_entries(std::string_view bytes) {
  std::vector<std::string> entries;
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (bytes.size() - at < 2 || entries.size() == tile_width) return bad_bundle(at);
    const std::size_t length =
        static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at])) << 8 | static_cast<std::uint8_t>(bytes[at + 1]);
    if (bytes.size() - at - 2 < length) return bad_bundle(at);
    entries.emplace_back(bytes.substr(at + 2, length));
    at += 2 + length;
  }
  return entries;
}

}  // namespace jidoka::ledger
