// Signed heads of the record: C2SP signed notes with Ed25519, and the checkpoint that stands in them.
//
//   plant.example/jidoka                      origin: the name of the log, and of its key
//   4711                                      size
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=   root
//
//   — plant.example/jidoka Az3grlgt…          base64(key id || signature of the text above)
//
// A vkey is what an auditor keeps: "name+key id in hex+base64(0x01 || public key)". Opening is strict: exact base64,
// the first signature by the known key decides, signatures by unknown keys (witnesses, a key to come) are passed over.
// A checkpoint must be signed under its own origin, so that the key of one log cannot vouch for another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "crypto/signature.h"
#include "ledger/proof.h"

namespace jidoka::ledger {

struct VerifierKey {
  std::string name;
  std::uint32_t id = 0;
  std::string public_key;  // 32 bytes
};

std::uint32_t key_id(std::string_view name, std::string_view public_key);
// Refused when the name is empty or has a space, a plus sign or a control character.
Result<std::string> make_vkey(std::string_view name, const crypto::SigningKey& key);
Result<VerifierKey> parse_vkey(std::string_view vkey);

// Text must end in a newline and hold no other control character; both give or take the text with that newline.
Result<std::string> sign_note(std::string_view text, std::string_view name, const crypto::SigningKey& key);
Result<std::string> open_note(std::string_view note, const VerifierKey& key);

struct Checkpoint {
  std::string origin;
  Head head;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

Result<std::string> sign_checkpoint(std::string_view origin, const Head& head, const crypto::SigningKey& key);
Result<Checkpoint> open_checkpoint(std::string_view note, std::string_view vkey);

}  // namespace jidoka::ledger
