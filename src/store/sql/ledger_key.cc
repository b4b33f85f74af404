#include "sql/ledger_key.h"

#include "files/folder.h"
#include "ledger/note.h"

namespace jidoka::sql {
namespace {

std::string without_newline(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

Failure unreadable(const std::filesystem::path& file) {
  return fail(Code::corrupt, "ledger-key-unreadable",
              {file.string() + " is not a ledger key. Restore it from the backup: without it nothing can be signed.",
               file.string() + " 不是账本密钥。请从备份恢复，否则无法签名。"});
}

Result<LedgerKey> make_key(const std::filesystem::path& folder, const std::string& origin) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (failed)
    return fail(
        store_unavailable("The folder of the ledger key cannot be made", folder.string() + ": " + failed.message()));
  LedgerKey made{origin, crypto::SigningKey::generate()};
  TRY(const std::string vkey, ledger::make_vkey(origin, made.key));
  TRY_VOID(files::write_durably(folder / "ledger.pub", vkey + "\n"));
  TRY_VOID(files::write_durably(folder / "ledger.key", crypto::to_hex(made.key.seed()) + "\n", 0600));
  return made;
}

}  // namespace

Result<LedgerKey> load_or_make_key(const std::filesystem::path& folder, const std::string& origin) {
  auto hex = files::read_whole(folder / "ledger.key", 1024);
  if (!hex && hex.error().code == Code::not_found) return make_key(folder, origin);
  TRY_VOID(hex);
  const auto seed = crypto::from_hex(without_newline(*hex));
  if (!seed) return unreadable(folder / "ledger.key");
  auto key = crypto::SigningKey::from_seed(*seed);
  if (!key) return unreadable(folder / "ledger.key");
  TRY(const std::string vkey, load_vkey(folder));
  TRY(const ledger::VerifierKey verifier, ledger::parse_vkey(vkey));
  if (verifier.public_key != key->public_key()) return unreadable(folder / "ledger.pub");
  return LedgerKey{verifier.name, std::move(*key)};
}

Result<std::string> load_vkey(const std::filesystem::path& folder) {
  TRY(std::string vkey, files::read_whole(folder / "ledger.pub", 4096));
  return without_newline(std::move(vkey));
}

}  // namespace jidoka::sql
