// An exported proof: one JSON file with a signed checkpoint, the key to check it with, and entries of the record with
// what proves each of them; optionally an earlier checkpoint with the proof that the record continues it. It is
// checked offline by verify_export (`jidoka ledger verify FILE`), which trusts nothing in the file but mathematics.
//
//   {"format":"jidoka-ledger-export/1","checkpoint":"…note…","vkey":"plant.example/jidoka+…+…",
//    "entries":[{"index":17,"text":"{…}","inclusion":["base64", …]},{"index":18,"base64":"…","inclusion":[…]}],
//    "continues":{"checkpoint":"…earlier note…","hashes":["base64", …]}}
//
// The file carries its own key, so a valid file proves only that the holder of that key signed it: an auditor gives
// the key kept from before as trusted_vkey. Entries stand in rising order. Files above 256 MiB are refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/note.h"
#include "ledger/proof.h"

namespace jidoka::ledger {

struct ProvenEntry {
  std::uint64_t index = 0;
  std::string bytes;
  Proof inclusion;

  friend bool operator==(const ProvenEntry&, const ProvenEntry&) = default;
};

struct Continuation {
  std::string checkpoint;  // the earlier one
  Proof hashes;

  friend bool operator==(const Continuation&, const Continuation&) = default;
};

struct Export {
  std::string checkpoint;
  std::string vkey;
  std::vector<ProvenEntry> entries;
  std::optional<Continuation> continues;

  friend bool operator==(const Export&, const Export&) = default;
};

std::string encode_export(const Export& proofs);
Result<Export> decode_export(std::string_view text);

struct VerifiedExport {
  Checkpoint checkpoint;
  std::optional<Checkpoint> continues;
  std::string vkey;
  std::vector<ProvenEntry> entries;
};

// Names the first entry that does not fit. Without trusted_vkey, the caller must show the vkey to whoever decides.
Result<VerifiedExport> verify_export(std::string_view text, std::string_view trusted_vkey = {});

}  // namespace jidoka::ledger
