#include "ledger/note.h"

#include <algorithm>
#include <charconv>

#include "crypto/hash.h"
#include "json/utf8.h"
#include "ledger/base64.h"

namespace jidoka::ledger {
namespace {

constexpr std::string_view signature_mark = "\xE2\x80\x94 ";  // em dash, space
constexpr char ed25519 = 1;
constexpr std::size_t largest_note = 1 << 20;
constexpr std::size_t most_signatures = 100;

Failure bad_key(std::string_view what_en, std::string_view what_zh) {
  return fail(Code::invalid, "ledger-key",
              {"The verifier key " + std::string(what_en) + "; it reads name+8 hex digits+base64",
               "验证公钥" + std::string(what_zh) + "；正确格式为 名称+8位十六进制+base64"});
}

Failure malformed() {
  return fail(Code::corrupt, "ledger-note",
              {"This is not a signed checkpoint: its text, blank line and signature lines are not in order",
               "这不是有效的签名检查点：正文、空行或签名行的格式不正确"});
}

bool is_utf8(std::string_view text) { return json::find_invalid_utf8(text) == std::string_view::npos; }

bool is_key_name(std::string_view name) {
  // White space beyond ASCII, as Unicode has it: U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F,
  // U+205F, U+3000.
  constexpr std::string_view spaces[] = {"\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
                                         "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
                                         "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
                                         "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};
  const auto forbidden = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '+'; };
  return !name.empty() && is_utf8(name) && std::none_of(name.begin(), name.end(), forbidden) &&
         std::none_of(std::begin(spaces), std::end(spaces),
                      [&](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

bool is_note_text(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

std::string big_endian(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
  return out;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

Failure bad_name() {
  return bad_key("name is empty or holds a space, a plus sign or a control character",
                 "的名称为空，或含有空格、加号或控制字符");
}

}  // namespace

std::uint32_t key_id(std::string_view name, std::string_view public_key) {
  const Hash hash = crypto::sha256({name, std::string_view("\n\x01", 2), public_key});
  return static_cast<std::uint32_t>(hash[0]) << 24 | static_cast<std::uint32_t>(hash[1]) << 16 |
         static_cast<std::uint32_t>(hash[2]) << 8 | hash[3];
}

Result<std::string> make_vkey(std::string_view name, const crypto::SigningKey& key) {
  if (!is_key_name(name)) return bad_name();
  const std::string public_key = key.public_key();
  return std::string(name) + "+" + crypto::to_hex(big_endian(key_id(name, public_key))) + "+" +
         crypto::to_base64(ed25519 + public_key);
}

Result<VerifierKey> parse_vkey(std::string_view vkey) {
  const std::size_t first = vkey.find('+');
  const std::size_t second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
  if (second == std::string_view::npos) return bad_key("has not three parts", "缺少三个组成部分");
  VerifierKey key;
  key.name = vkey.substr(0, first);
  if (!is_key_name(key.name)) return bad_name();
  const auto bytes = exact_base64(vkey.substr(second + 1));
  if (!bytes || bytes->size() != 33 || bytes->front() != ed25519)
    return bad_key("is not an Ed25519 key of 32 bytes", "不是 32 字节的 Ed25519 公钥");
  key.public_key = bytes->substr(1);
  key.id = key_id(key.name, key.public_key);
  if (crypto::to_hex(big_endian(key.id)) != vkey.substr(first + 1, second - first - 1))
    return bad_key("has been changed: its key id does not fit its name and key", "被改动过：密钥编号与名称和公钥不符");
  return key;
}

Result<std::string> sign_note(std::string_view text, std::string_view name, const crypto::SigningKey& key) {
  if (!is_key_name(name)) return bad_name();
  if (!text.ends_with('\n') || !is_note_text(text))
    return fail(Code::invalid, "ledger-note-text",
                {"A note to be signed is UTF-8 text without control characters that ends in a newline",
                 "待签名的文本必须是以换行结尾、不含控制字符的 UTF-8 文本"});
  std::string note(text);
  note += "\n";
  note += signature_mark;
  note += name;
  note += " " + crypto::to_base64(big_endian(key_id(name, key.public_key())) + key.sign(text)) + "\n";
  return note;
}

Result<std::string> open_note(std::string_view note, const VerifierKey& key) {
  const std::size_t gap = note.rfind("\n\n");
  if (note.size() > largest_note || gap == std::string_view::npos || !note.ends_with('\n') || !is_note_text(note))
    return malformed();
  const std::string_view text = note.substr(0, gap + 1);
  std::string_view rest = note.substr(gap + 2);
  if (rest.empty()) return malformed();
  const std::string id = big_endian(key.id);
  bool decided = false;
  for (std::size_t count = 0; !rest.empty(); ++count) {
    std::string_view line = take_line(rest);
    if (count == most_signatures || !line.starts_with(signature_mark)) return malformed();
    line.remove_prefix(signature_mark.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return malformed();
    const auto bytes = exact_base64(line.substr(space + 1));
    if (!bytes || bytes->size() < 5) return malformed();
    if (decided || line.substr(0, space) != key.name || !bytes->starts_with(id)) continue;
    if (!crypto::verify(key.public_key, text, std::string_view(*bytes).substr(4)))
      return fail(Code::corrupt, "ledger-signature",
                  {"The signature by " + key.name + " does not fit the text: the checkpoint was changed after signing",
                   key.name + " 的签名与正文不符：检查点在签名之后被改动过"});
    decided = true;
  }
  if (!decided)
    return fail(Code::corrupt, "ledger-unsigned",
                {"The checkpoint is not signed by " + key.name + "; check that this is the key of this record",
                 "检查点没有 " + key.name + " 的签名，请确认所用公钥属于该账本"});
  return std::string(text);
}

Result<std::string> sign_checkpoint(std::string_view origin, const Head& head, const crypto::SigningKey& key) {
  const std::string text =
      std::string(origin) + "\n" + std::to_string(head.size) + "\n" + crypto::to_base64(crypto::view(head.root)) + "\n";
  return sign_note(text, origin, key);
}

Result<Checkpoint> open_checkpoint(std::string_view note, std::string_view vkey) {
  TRY(const VerifierKey key, parse_vkey(vkey));
  TRY(const std::string text, open_note(note, key));
  std::string_view rest = text;
  Checkpoint checkpoint;
  checkpoint.origin = take_line(rest);
  if (checkpoint.origin != key.name)
    return fail(Code::corrupt, "ledger-origin",
                {"The checkpoint is of " + checkpoint.origin + ", but the key is of " + key.name,
                 "检查点属于 " + checkpoint.origin + "，而公钥属于 " + key.name});
  const std::string_view size = take_line(rest);
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), checkpoint.head.size);
  const auto root = exact_base64(take_line(rest));
  if (error != std::errc{} || end != size.data() + size.size() || std::to_string(checkpoint.head.size) != size ||
      !root || root->size() != checkpoint.head.root.size())
    return malformed();
  std::copy(root->begin(), root->end(), reinterpret_cast<char*>(checkpoint.head.root.data()));
  while (!rest.empty())
    if (take_line(rest).empty()) return malformed();
  return checkpoint;
}

}  // namespace jidoka::ledger
