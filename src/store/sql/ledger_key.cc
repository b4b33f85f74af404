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

// One of the two is there: the other was lost, and a new pair would take the place of the key that auditors know.
Failure half_missing(const std::filesystem::path& missing, const std::filesystem::path& kept) {
  return fail(Code::corrupt, "ledger-key-missing",
              {"The ledger key " + missing.string() + " is missing, but " + kept.filename().string() +
                   " is there. Restore it from the backup. Only if this store has never been used, remove " +
                   kept.string() + " and start again.",
               "缺少账本密钥 " + missing.string() + "，但 " + kept.filename().string() +
                   " 存在。请从备份恢复。仅当该数据库从未使用过时，可删除 " + kept.string() + " 后重新启动。"});
}

Result<LedgerKey> make_key(const std::filesystem::path& folder, const std::string& origin) {
  TRY_VOID(files::create_folder_durably(folder));
  std::error_code failed;
  if (std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed); failed)
    return fail(store_unavailable("The folder of the ledger key cannot be made private",
                                  folder.string() + ": " + failed.message()));
  LedgerKey made{origin, crypto::SigningKey::generate()};
  TRY(const std::string vkey, ledger::make_vkey(origin, made.key));
  TRY_VOID(files::write_durably(folder / "ledger.pub", vkey + "\n"));
  TRY_VOID(files::write_durably(folder / "ledger.key", crypto::to_hex(made.key.seed()) + "\n", 0600));
  return made;
}

}  // namespace

Result<LedgerKey> load_or_make_key(const std::filesystem::path& folder, const std::string& origin) {
  const std::filesystem::path secret = folder / "ledger.key";
  const std::filesystem::path shown = folder / "ledger.pub";
  auto hex = files::read_whole(secret, 1024);
  const auto known = files::read_whole(shown, 4096);
  const bool has_secret = hex || hex.error().code != Code::not_found;
  const bool has_shown = known || known.error().code != Code::not_found;
  if (!has_secret && !has_shown) return make_key(folder, origin);
  if (!has_secret) return half_missing(secret, shown);
  if (!has_shown) return half_missing(shown, secret);
  TRY_VOID(hex);
  const auto seed = crypto::from_hex(without_newline(*hex));
  if (!seed) return unreadable(secret);
  auto key = crypto::SigningKey::from_seed(*seed);
  if (!key) return unreadable(secret);
  TRY(const std::string vkey, load_vkey(folder));
  TRY(const ledger::VerifierKey verifier, ledger::parse_vkey(vkey));
  if (verifier.public_key != key->public_key()) return unreadable(shown);
  return LedgerKey{verifier.name, std::move(*key)};
}

Result<std::string> load_vkey(const std::filesystem::path& folder) {
  TRY(std::string vkey, files::read_whole(folder / "ledger.pub", 4096));
  return without_newline(std::move(vkey));
}

}  // namespace jidoka::sql
