#include "ledger/bundle.h"

#include <algorithm>

#include "json/decode.h"
#include "json/encode.h"
#include "json/utf8.h"
#include "ledger/base64.h"

namespace jidoka::ledger {

// The file as JSON has it: hashes in base64, an entry as text when it is text.
namespace file {

struct Entry {
  std::uint64_t index = 0;
  std::optional<std::string> text;
  std::optional<std::string> base64;
  std::vector<std::string> inclusion;
};
constexpr auto describe(const Entry*) {
  return json::type<Entry>("LedgerEntry", "An entry of the record and the hashes that lead from it to the root",
                           json::field("index", &Entry::index), json::field("text", &Entry::text),
                           json::field("base64", &Entry::base64), json::field("inclusion", &Entry::inclusion));
}

struct Continues {
  std::string checkpoint;
  std::vector<std::string> hashes;
};
constexpr auto describe(const Continues*) {
  return json::type<Continues>("LedgerContinuation", "An earlier checkpoint that this record continues unchanged",
                               json::field("checkpoint", &Continues::checkpoint),
                               json::field("hashes", &Continues::hashes));
}

struct Root {
  std::string format;
  std::string checkpoint;
  std::string vkey;
  std::vector<Entry> entries;
  std::optional<Continues> continues;
};
constexpr auto describe(const Root*) {
  return json::type<Root>("LedgerExport", "Entries of the record with their proofs, checkable offline",
                          json::field("format", &Root::format), json::field("checkpoint", &Root::checkpoint),
                          json::field("vkey", &Root::vkey), json::field("entries", &Root::entries),
                          json::field("continues", &Root::continues));
}

}  // namespace file

namespace {

constexpr std::string_view format_name = "jidoka-ledger-export/1";
constexpr json::Limits limits{.bytes = 256u << 20, .depth = 8};
constexpr std::size_t longest_proof = 64;

std::vector<std::string> to_texts(const Proof& proof) {
  std::vector<std::string> out;
  out.reserve(proof.size());
  for (const Hash& hash : proof) out.push_back(crypto::to_base64(crypto::view(hash)));
  return out;
}

Result<Proof> to_proof(const std::vector<std::string>& texts, const std::string& field) {
  Proof proof;
  for (const std::string& text : texts) {
    const auto bytes = exact_base64(text);
    if (!bytes || bytes->size() != hash_bytes || proof.size() == longest_proof)
      return fail(Code::corrupt, "ledger-export-hash",
                  {field + " must be at most 64 hashes of 32 bytes in base64",
                   field + " 最多含 64 个 base64 编码的 32 字节哈希"},
                  field);
    std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(proof.emplace_back().data()));
  }
  return proof;
}

Result<ProvenEntry> to_entry(file::Entry& from, std::size_t position) {
  const std::string field = "entries[" + std::to_string(position) + "]";
  ProvenEntry entry{.index = from.index, .bytes = {}, .inclusion = {}};
  auto bytes = from.base64 ? exact_base64(*from.base64) : std::move(from.text);
  if (from.text.has_value() == from.base64.has_value() || !bytes)
    return fail(Code::corrupt, "ledger-export-entry",
                {"Entry " + std::to_string(from.index) + " must have its content once, as text or as base64",
                 "第 " + std::to_string(from.index) + " 条记录的内容须且只能以 text 或 base64 给出一次"},
                field);
  entry.bytes = std::move(*bytes);
  TRY(entry.inclusion, to_proof(from.inclusion, field + ".inclusion"));
  return entry;
}

}  // namespace

std::string encode_export(const Export& proofs) {
  file::Root root{.format = std::string(format_name),
                  .checkpoint = proofs.checkpoint,
                  .vkey = proofs.vkey,
                  .entries = {},
                  .continues = {}};
  for (const ProvenEntry& entry : proofs.entries) {
    file::Entry& out = root.entries.emplace_back();
    out.index = entry.index;
    if (json::find_invalid_utf8(entry.bytes) == std::string::npos)
      out.text = entry.bytes;
    else
      out.base64 = crypto::to_base64(entry.bytes);
    out.inclusion = to_texts(entry.inclusion);
  }
  if (proofs.continues) root.continues = {proofs.continues->checkpoint, to_texts(proofs.continues->hashes)};
  return json::encode(root);
}

Result<Export> decode_export(std::string_view text) {
  TRY(file::Root root, json::decode<file::Root>(text, limits));
  if (root.format != format_name)
    return fail(Code::unsupported, "ledger-export-format",
                {"This is not a ledger export of a known format; \"format\" must be \"jidoka-ledger-export/1\"",
                 "无法识别的账本导出格式；“format”应为“jidoka-ledger-export/1”"},
                "format");
  Export out{.checkpoint = std::move(root.checkpoint), .vkey = std::move(root.vkey), .entries = {}, .continues = {}};
  for (std::size_t i = 0; i < root.entries.size(); ++i) {
    TRY(ProvenEntry entry, to_entry(root.entries[i], i));
    if (!out.entries.empty() && entry.index <= out.entries.back().index)
      return fail(
          Code::corrupt, "ledger-export-order",
          {"Entry " + std::to_string(entry.index) + " stands out of order or twice; entries stand in rising order",
           "第 " + std::to_string(entry.index) + " 条记录顺序错误或重复；记录须按位置递增排列"},
          "entries[" + std::to_string(i) + "]");
    out.entries.push_back(std::move(entry));
  }
  if (root.continues) {
    TRY(Proof hashes, to_proof(root.continues->hashes, "continues.hashes"));
    out.continues = {std::move(root.continues->checkpoint), std::move(hashes)};
  }
  return out;
}

Result<VerifiedExport> verify_export(std::string_view text, std::string_view trusted_vkey) {
  TRY(Export proofs, decode_export(text));
  if (!trusted_vkey.empty() && proofs.vkey != trusted_vkey)
    return fail(Code::corrupt, "ledger-export-key",
                {"The export is signed with another key than the trusted one: " + proofs.vkey,
                 "导出文件所用公钥与受信公钥不一致：" + proofs.vkey},
                "vkey");
  VerifiedExport out;
  TRY(out.checkpoint, open_checkpoint(proofs.checkpoint, proofs.vkey));
  for (const ProvenEntry& entry : proofs.entries)
    TRY_VOID(verify_inclusion(leaf_hash(entry.bytes), entry.index, out.checkpoint.head, entry.inclusion));
  if (proofs.continues) {
    TRY(out.continues, open_checkpoint(proofs.continues->checkpoint, proofs.vkey));
    TRY_VOID(verify_consistency(out.continues->head, out.checkpoint.head, proofs.continues->hashes));
  }
  out.vkey = std::move(proofs.vkey);
  out.entries = std::move(proofs.entries);
  return out;
}

}  // namespace jidoka::ledger
