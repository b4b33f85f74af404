// Every kind of fact that Jidoka records, in one list. A fact is decided by the domain, committed by the loop, becomes
// one leaf of the ledger and is projected into tables by store/sql. A new kind is one row here and one projection
// there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "act/facts.h"
#include "core/instant.h"
#include "json/describe.h"
#include "produce/facts.h"
#include "sense/sample.h"

namespace jidoka::port {

// ---- plant ---------------------------------------------------------------------------------------------------
struct DocumentRevised {  // a plant document came into force, or was withdrawn (body absent)
  std::string kind;
  std::string id;
  std::int64_t revision = 1;
  std::optional<json::Raw> body;
};
constexpr auto describe(const DocumentRevised*) {
  return json::type<DocumentRevised>(
      "document_revised", "A plant document came into force, or was withdrawn",
      json::field("kind", &DocumentRevised::kind), json::field("id", &DocumentRevised::id),
      json::field("revision", &DocumentRevised::revision), json::field("body", &DocumentRevised::body));
}

// ---- sense ---------------------------------------------------------------------------------------------------
struct StreamOpened {
  sense::StreamNumber stream = 0;
  std::string equipment;
  std::string tag;
  std::string uom;
};
constexpr auto describe(const StreamOpened*) {
  return json::type<StreamOpened>("stream_opened", "A stream got its number, or its unit of measure",
                                  json::field("stream", &StreamOpened::stream),
                                  json::field("equipment", &StreamOpened::equipment),
                                  json::field("tag", &StreamOpened::tag), json::field("uom", &StreamOpened::uom));
}
struct ReadingQuarantined {
  std::string id;  // "Q-12"
  std::string source;
  sense::Refusal refusal;
};
constexpr auto describe(const ReadingQuarantined*) {
  return json::type<ReadingQuarantined>(
      "reading_quarantined", "A reading that is not trusted was set aside", json::field("id", &ReadingQuarantined::id),
      json::field("source", &ReadingQuarantined::source), json::field("refusal", &ReadingQuarantined::refusal));
}
struct QuarantineSettled {
  std::string id;
  std::string resolution;  // replayed | discarded
  std::string reason;
  std::optional<sense::RawReading> corrected;
};
constexpr auto describe(const QuarantineSettled*) {
  return json::type<QuarantineSettled>(
      "quarantine_settled", "A quarantined reading was corrected and replayed, or discarded",
      json::field("id", &QuarantineSettled::id), json::field("resolution", &QuarantineSettled::resolution),
      json::field("reason", &QuarantineSettled::reason), json::field("corrected", &QuarantineSettled::corrected));
}
struct ReadingsRecorded {  // the accepted readings of one commit, before they are packed into pages
  std::uint64_t batch = 0;
  std::uint64_t count = 0;
  std::string sha256;  // of the encoded batch, hexadecimal
};
constexpr auto describe(const ReadingsRecorded*) {
  return json::type<ReadingsRecorded>(
      "readings_recorded", "Accepted readings of one commit", json::field("batch", &ReadingsRecorded::batch),
      json::field("count", &ReadingsRecorded::count), json::field("sha256", &ReadingsRecorded::sha256));
}
struct PagePacked {
  sense::StreamNumber stream = 0;
  Instant first;
  Instant last;
  std::uint64_t count = 0;
  std::string sha256;
};
constexpr auto describe(const PagePacked*) {
  return json::type<PagePacked>("page_packed", "A stream's samples became an immutable page",
                                json::field("stream", &PagePacked::stream), json::field("first", &PagePacked::first),
                                json::field("last", &PagePacked::last), json::field("count", &PagePacked::count),
                                json::field("sha256", &PagePacked::sha256));
}

// ---- judge ---------------------------------------------------------------------------------------------------
struct VerdictReached {
  judge::Verdict verdict;
};
constexpr auto describe(const VerdictReached*) {
  return json::type<VerdictReached>("verdict_reached", "Judgement found something",
                                    json::field("verdict", &VerdictReached::verdict));
}
struct LimitsLearnt {
  std::string stream;
  std::string plan;
  std::string line;
  std::int64_t subgroups = 0;
  Instant from;
  Instant to;
  double mean = 0;
  double sigma = 0;  // of a single value
};
constexpr auto describe(const LimitsLearnt*) {
  using json::field;
  return json::type<LimitsLearnt>("limits_learnt", "Phase 1 is over: control limits are in force",
                                  field("stream", &LimitsLearnt::stream), field("plan", &LimitsLearnt::plan),
                                  field("line", &LimitsLearnt::line), field("subgroups", &LimitsLearnt::subgroups),
                                  field("from", &LimitsLearnt::from), field("to", &LimitsLearnt::to),
                                  field("mean", &LimitsLearnt::mean), field("sigma", &LimitsLearnt::sigma));
}

// ---- people --------------------------------------------------------------------------------------------------
struct UserSaved {
  std::string name;
  Text display;
  std::vector<std::string> roles;
  std::string language = "en";
  bool active = true;
  std::optional<std::string> password_sha256;  // of the PHC text, which itself stays out of the ledger
  std::optional<Instant> sessions_from = {};   // sessions that began before are over
};
constexpr auto describe(const UserSaved*) {
  using json::field;
  return json::type<UserSaved>("user_saved", "A user was created or changed", field("name", &UserSaved::name),
                               field("display", &UserSaved::display), field("roles", &UserSaved::roles),
                               field("language", &UserSaved::language), field("active", &UserSaved::active),
                               field("password_sha256", &UserSaved::password_sha256),
                               field("sessions_from", &UserSaved::sessions_from));
}
struct TokenCreated {
  std::string id;
  std::string user;
  std::string name;
  std::string role;
  std::string secret_sha256;  // the token itself is 256 random bits and is shown once
  std::optional<Instant> expires;
};
constexpr auto describe(const TokenCreated*) {
  using json::field;
  return json::type<TokenCreated>(
      "token_created", "An API token was created", field("id", &TokenCreated::id), field("user", &TokenCreated::user),
      field("name", &TokenCreated::name), field("role", &TokenCreated::role),
      field("secret_sha256", &TokenCreated::secret_sha256), field("expires", &TokenCreated::expires));
}
struct TokenRevoked {
  std::string id;
};
constexpr auto describe(const TokenRevoked*) {
  return json::type<TokenRevoked>("token_revoked", "An API token was revoked", json::field("id", &TokenRevoked::id));
}

using FactBody = std::variant<
    DocumentRevised, StreamOpened, ReadingQuarantined, QuarantineSettled, ReadingsRecorded, PagePacked, VerdictReached,
    LimitsLearnt, act::HoldPlaced, act::HoldClosed, act::HoldItemReleased, act::HoldReleased, act::AlarmRaised,
    act::AlarmRepeated, act::AlarmAcknowledged, act::AlarmShelved, act::AlarmUnshelved, act::AlarmEscalated,
    act::AlarmReturned, act::EquipmentStopped, act::EquipmentRestarted, act::CommandQueued, act::CommandSettled,
    act::CommandDelivered, act::CommandAnswered, act::CommandTimedOut, act::CommandEscalated, act::MessageSent,
    act::AlarmSettling, act::AlarmMarkedFalse, produce::LotReceived, produce::RunStarted, produce::RunCompleted,
    produce::Consumed, produce::Packed, produce::Shipped, produce::Scrapped, UserSaved, TokenCreated, TokenRevoked>;

struct Fact {
  Instant at;      // when it was decided
  std::string by;  // user name, "token:ID", or "jidoka" for the loop itself
  FactBody body;
};

// The ledger leaf's bytes: {"fact":"hold_placed","at":…,"by":…,"data":{…}}, canonical JSON.
std::string leaf_text(const Fact& fact);
std::string_view fact_name(const FactBody& body);
Result<Fact> parse_leaf(std::string_view text);

}  // namespace jidoka::port
