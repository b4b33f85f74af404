#include "core/assert.h"
#include "crypto/hash.h"
#include "ledger/note.h"
#include "ledger/tile.h"

using namespace jidoka;

// Any bytes as a note, a key, a tile path and an entry bundle; what is accepted must be written back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const auto key = crypto::SigningKey::from_seed(std::string(32, 'k')).value();
  static const std::string vkey = ledger::make_vkey("fuzz.example/log", key).value();
  static const auto verifier = ledger::parse_vkey(vkey).value();
  (void)ledger::open_note(text, verifier);
  (void)ledger::parse_vkey(text);
  if (const auto note = ledger::sign_note(text, "fuzz.example/log", key)) {
    if (size < 1'000'000) ASSERT(ledger::open_note(*note, verifier).value() == text);
    (void)ledger::open_checkpoint(*note, vkey);
  }
  if (const auto name = ledger::parse_tile_path(text)) ASSERT(ledger::tile_path(*name) == text);
  if (const auto entries = ledger::decode_entries(text)) ASSERT(ledger::encode_entries(*entries).value() == text);
  return 0;
}
