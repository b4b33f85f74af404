// Every way in. A Request is one thing that somebody wants done; the Loop decides it, commits, and answers once.
// Replies are JSON texts of the described types named beside each request, so that an idempotent retry gets the same
// bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "act/inputs.h"
#include "core/result.h"
#include "json/describe.h"
#include "produce/acts.h"
#include "produce/inputs.h"
#include "sense/sample.h"

namespace jidoka::loop {

// Who asks. The edge has authenticated it and checked the route's permission; the loop records it and checks roles
// that depend on the thing itself (who may release this hold).
struct Actor {
  std::string name;
  std::vector<std::string> roles;
};

struct Ingest {
  sense::Batch batch;
  // Whoever sends it may have sent it before without hearing that it arrived (a broker's DUP): what of it is in
  // quarantine already, and waits there, is not set aside once more. Readings are recognised anyway.
  bool is_repeated = false;
};  // → IngestReply
struct IngestReply {
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t quarantined = 0;
  std::vector<sense::Refusal> refused;  // at most 100 of them
};
constexpr auto describe(const IngestReply*) {
  using json::field;
  return json::type<IngestReply>(
      "IngestReply", "What became of the readings; all of it is on disk", field("accepted", &IngestReply::accepted),
      field("duplicates", &IngestReply::duplicates), field("quarantined", &IngestReply::quarantined),
      field("refused", &IngestReply::refused, "The first 100 of the quarantined, with the reason"));
}

struct ApplyPlant {                                           // → ApplyReply
  std::vector<std::string> documents;                         // JSON texts, each with its kind and id
  std::vector<std::pair<std::string, std::string>> withdraw;  // kind, id
  bool dry_run = false;
  std::string reason;
};
struct DocumentChange {
  std::string kind;
  std::string id;
  std::string change;  // added | changed | unchanged | withdrawn
  std::int64_t revision = 1;
  std::vector<std::string> differences;  // "lines[0].specification.upper: 233 → 234"
};
constexpr auto describe(const DocumentChange*) {
  using json::field;
  return json::type<DocumentChange>("DocumentChange", "What applying does to a document",
                                    field("kind", &DocumentChange::kind), field("id", &DocumentChange::id),
                                    field("change", &DocumentChange::change, "added, changed, unchanged, withdrawn"),
                                    field("revision", &DocumentChange::revision),
                                    field("differences", &DocumentChange::differences));
}
struct ApplyReply {
  bool applied = false;
  std::vector<DocumentChange> changes;
};
constexpr auto describe(const ApplyReply*) {
  return json::type<ApplyReply>("ApplyReply", "The difference that applying makes, or made",
                                json::field("applied", &ApplyReply::applied),
                                json::field("changes", &ApplyReply::changes));
}

struct AskPermit {
  produce::PermitQuery query;
};  // → produce::Permit; "allowed" is given only once what it rests on is durable

struct ForItem {  // → Done
  produce::ItemRef item;
  std::variant<produce::StartRun, produce::CompleteRun, produce::Consume, produce::ReceiveLot, produce::Pack,
               produce::Ship, produce::Scrap>
      input;
};
struct Produce {                           // → ProductionReply: acts in their order, each decided for itself
  std::vector<Result<produce::Act>> acts;  // a line that is no act carries its Error
};
struct RefusedAct {
  std::uint64_t index = 0;
  std::string code;
  Text text;
};
constexpr auto describe(const RefusedAct*) {
  using json::field;
  return json::type<RefusedAct>("RefusedAct", "An act that was not done, and why",
                                field("index", &RefusedAct::index, "Of its line, from 0"),
                                field("code", &RefusedAct::code), field("text", &RefusedAct::text));
}
struct ProductionReply {
  std::uint64_t accepted = 0;
  std::vector<RefusedAct> refused;
};
constexpr auto describe(const ProductionReply*) {
  using json::field;
  return json::type<ProductionReply>("ProductionReply", "What became of the acts; what was accepted is on disk",
                                     field("accepted", &ProductionReply::accepted),
                                     field("refused", &ProductionReply::refused, "All that were not done"));
}
struct Done {
  std::string id;  // what was made or changed
  std::uint64_t as_of = 0;
};
constexpr auto describe(const Done*) {
  return json::type<Done>("Done", "It is done and on disk", json::field("id", &Done::id),
                          json::field("as_of", &Done::as_of, "Ledger size with it"));
}

struct ForHold {
  std::string id;
  act::ReleaseHold input;
};  // → Done
struct NewHold {
  act::PlaceHold input;
};  // → Done
struct ForAlarm {
  std::string id;
  std::variant<act::AcknowledgeAlarm, act::ShelveAlarm, std::monostate, act::MarkFalseAlarm> input;
};  // monostate: unshelve → Done
struct ForEquipment {
  std::string id;
  std::variant<act::StopEquipment, act::RestartEquipment> input;
};  // → Done

struct SettleQuarantine {  // → Done: the corrected reading is judged like any other, or it is discarded
  std::string id;
  std::string reason;
  std::optional<sense::RawReading> corrected;  // replay with these
  bool discard = false;
};
struct SettleDelivery {
  std::string id;
  bool delivered = false;
  std::int64_t attempts = 0;
  std::string detail;
};  // → Done

struct ForCommand {  // → Done
  std::string id;
  act::AcknowledgeCommand input;
  std::string target = {};  // whose receiver says so; empty: somebody who may answer for any
};

// What is absent stays as it is; of a new user: the name, no roles, en, active, no password.
struct SaveUser {  // → Done
  std::string name;
  std::optional<Text> display = {};
  std::optional<std::vector<std::string>> roles = {};
  std::optional<std::string> language = {};
  std::optional<bool> active = {};
  std::optional<std::string> phc = {};  // hashed already
  bool ends_sessions = false;           // signs the user out everywhere
};
struct CreateToken {  // → Done; the caller made the secret and shows it once
  std::string user;
  std::string name;
  std::string role;
  std::string secret_sha256;
  std::optional<Instant> expires;
};
struct RevokeToken {
  std::string id;
};  // → Done

using RequestBody =
    std::variant<Ingest, ApplyPlant, AskPermit, ForItem, Produce, ForHold, NewHold, ForAlarm, ForEquipment,
                 SettleQuarantine, SettleDelivery, ForCommand, SaveUser, CreateToken, RevokeToken>;

struct Request {
  Actor actor;
  // Idempotency-Key header: the same key and actor get the same answer for 24 h
  std::optional<std::string> idempotency_key;
  RequestBody body;
  // Of what was asked with the key; the same key with another one is refused. Without line breaks.
  std::string fingerprint = {};
};

struct Reply {
  std::string json;
};

}  // namespace jidoka::loop
