#include "crypto/hash.h"
#include "ledger/bundle.h"
#include "ledger/note.h"
#include "ledger/tile.h"
#include "resource/handlers.h"

namespace jidoka::resource {

struct InclusionView {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  json::Raw leaf;
  std::vector<std::string> hashes;
};
constexpr auto describe(const InclusionView*) {
  using json::field;
  return json::type<InclusionView>("InclusionProof", "Proof that an entry stands in the ledger (RFC 6962)",
                                   field("index", &InclusionView::index), field("size", &InclusionView::size),
                                   field("leaf", &InclusionView::leaf),
                                   field("hashes", &InclusionView::hashes, "Hexadecimal"));
}
struct ConsistencyView {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::vector<std::string> hashes;
};
constexpr auto describe(const ConsistencyView*) {
  using json::field;
  return json::type<ConsistencyView>("ConsistencyProof", "Proof that the ledger only grew (RFC 6962)",
                                     field("from", &ConsistencyView::from), field("to", &ConsistencyView::to),
                                     field("hashes", &ConsistencyView::hashes, "Hexadecimal"));
}

namespace {

constexpr std::uint64_t any = 1ull << 62;

Result<Response> entries(Site& site, Request& request) {
  TRY(const auto from, number_of(request, "from", 0, any));
  TRY(const auto limit, number_of(request, "limit", 100, 1000));
  TRY(const auto list, site.reads->entries(from, static_cast<std::uint32_t>(limit)));
  return items(list);
}

Result<Response> inclusion(Site& site, Request& request) {
  TRY(const auto present, site.reads->ledger_size());
  InclusionView view;
  TRY(view.index, number_of(request, "index", any, any));
  TRY(view.size, number_of(request, "size", present, present));
  if (view.index >= view.size)
    return fail(Code::invalid, "bad-index", {"index must be below size.", "index 须小于 size。"}, "index");
  TRY(view.hashes, site.reads->inclusion_proof(view.index, view.size));
  TRY(const auto leaf, site.reads->entries(view.index, 1));
  if (leaf.empty()) return fail(not_found("ledger entry", "账本条目", std::to_string(view.index)));
  view.leaf = leaf[0].leaf;
  return ok(view);
}

Result<Response> consistency(Site& site, Request& request) {
  TRY(const auto present, site.reads->ledger_size());
  ConsistencyView view;
  TRY(view.to, number_of(request, "to", present, present));
  TRY(view.from, number_of(request, "from", 0, view.to));
  TRY(view.hashes, site.reads->consistency_proof(view.from, view.to));
  return ok(view);
}

// The texts that a tile of level 0 hashes.
Result<std::string> entry_bundle(Site& site, const ledger::TileName& name) {
  std::vector<std::string> texts;
  if (name.index < any / ledger::tile_width) {
    TRY(const auto list, site.reads->entries(name.index * ledger::tile_width, name.width));
    for (const auto& entry : list) texts.push_back(entry.leaf.text);
  }
  if (texts.size() < name.width) return fail(not_found("tile", "数据块", ledger::tile_path(name)));
  return ledger::encode_entries(texts);
}

Result<Response> tile(Site& site, Request& request) {
  TRY(const auto name, ledger::parse_tile_path("tile/" + request.parameters[0] + "/" + request.parameters[1]));
  Response response;
  TRY(response.body, name.entries ? entry_bundle(site, name) : site.reads->tile(name.level, name.index, name.width));
  response.content_type = "application/octet-stream";
  if (name.width == ledger::tile_width)
    response.headers.emplace_back("cache-control", "public, max-age=31536000, immutable");
  return response;
}

Result<ledger::Proof> proof_of(const std::vector<std::string>& hexadecimal) {
  ledger::Proof proof;
  for (const std::string& text : hexadecimal) {
    TRY(const std::string bytes, crypto::from_hex(text));
    if (bytes.size() != ledger::hash_bytes)
      return fail(Code::corrupt, "bad-hash",
                  {"A hash of the ledger is not 32 bytes long.", "账本哈希的长度不是 32 字节。"});
    crypto::Hash hash{};
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(hash.data()));
    proof.push_back(hash);
  }
  return proof;
}

Result<Response> export_proofs(Site& site, Request& request) {
  ledger::Export proofs;
  TRY(proofs.checkpoint, site.reads->checkpoint());
  TRY(proofs.vkey, site.reads->public_key());
  TRY(const auto checkpoint, ledger::open_checkpoint(proofs.checkpoint, proofs.vkey));
  TRY(const auto from, number_of(request, "from", 0, any));
  TRY(const auto limit, number_of(request, "limit", 100, 1000));
  TRY(const auto list, site.reads->entries(from, static_cast<std::uint32_t>(limit)));
  for (const auto& entry : list) {
    if (entry.index >= checkpoint.head.size) break;  // committed after the checkpoint was read
    TRY(const auto hashes, site.reads->inclusion_proof(entry.index, checkpoint.head.size));
    TRY(auto proof, proof_of(hashes));
    proofs.entries.push_back({entry.index, entry.leaf.text, std::move(proof)});
  }
  Response response = http::json_response(ledger::encode_export(proofs));
  response.headers.emplace_back("content-disposition", "attachment; filename=\"ledger-proof.json\"");
  return response;
}

Result<Response> search(Site& site, Request& request) {
  TRY(const auto page, page_of(request));
  port::LedgerQuery asked{text_of(request, "who"), text_of(request, "what"), text_of(request, "subject"), {}, {}};
  TRY(asked.from, instant_of(request, "from"));
  TRY(asked.to, instant_of(request, "to"));
  TRY(const auto list, site.reads->search_ledger(asked, page));
  return ok(list);
}

const http::Parameter from_parameter{"from", "Index of the first entry", R"({"type":"integer","minimum":0})"};
const http::Parameter limit_parameter{"limit", "1 to 1000, 100 by default", R"({"type":"integer","maximum":1000})"};

}  // namespace

void add_ledger(http::Router& router, Site& site) {
  router.add(get_text("/api/v1/ledger/checkpoint", "read", "The signed head of the ledger (C2SP tlog-checkpoint)",
                      "text/plain", reading(site, [&site](Request&) -> Result<Response> {
                        TRY(auto note, site.reads->checkpoint());
                        return http::text_response(std::move(note));
                      })));
  router.add(get_text("/api/v1/ledger/key", "read", "The key that checks checkpoints (vkey)", "text/plain",
                      reading(site, [&site](Request&) -> Result<Response> {
                        TRY(auto key, site.reads->public_key());
                        return http::text_response(key + "\n");
                      })));
  router.add(
      with(get("/api/v1/ledger/entries", "read", "Facts as they stand in the ledger", &items_schema<port::LedgerEntry>,
               reading(site, [&site](Request& request) { return entries(site, request); })),
           {from_parameter, limit_parameter}));
  router.add(with(get_list("/api/v1/ledger/search", "read",
                           "Facts by who, what, about what and when, newest first; go on while there is a next",
                           &listed_schema<port::LedgerEntry>,
                           reading(site, [&site](Request& request) { return search(site, request); })),
                  {{"who", "The user, or token:ID"},
                   {"what", "The fact's name, such as hold_placed"},
                   {"subject", "Id of a hold, an alarm, a unit, a lot, a document, a user, equipment …"},
                   {"from", "Recorded at or after", R"({"type":"string","format":"date-time"})"},
                   {"to", "Recorded before", R"({"type":"string","format":"date-time"})"}}));
  router.add(with(get("/api/v1/ledger/inclusion", "read", "Proof that an entry stands in the ledger",
                      &json::schema_of<InclusionView>,
                      reading(site, [&site](Request& request) { return inclusion(site, request); })),
                  {{"index", "Of the entry", R"({"type":"integer","minimum":0})", true},
                   {"size", "Of the ledger; its present size by default", R"({"type":"integer"})"}}));
  router.add(with(
      get("/api/v1/ledger/consistency", "read", "Proof that the ledger only grew", &json::schema_of<ConsistencyView>,
          reading(site, [&site](Request& request) { return consistency(site, request); })),
      {{"from", "Older size", R"({"type":"integer"})", true},
       {"to", "Newer size; the present one by default", R"({"type":"integer"})"}}));
  router.add(get_text("/api/v1/ledger/tile/{level}/{path...}", "read",
                      "Hashes of the ledger, or its entries with `entries` for the level (C2SP tlog-tiles)",
                      "application/octet-stream",
                      reading(site, [&site](Request& request) { return tile(site, request); })));
  router.add(with(
      get_text("/api/v1/ledger/export", "read", "Entries with their proofs, for `jidoka ledger verify`",
               "application/json", reading(site, [&site](Request& request) { return export_proofs(site, request); })),
      {from_parameter, limit_parameter}));
}

}  // namespace jidoka::resource
