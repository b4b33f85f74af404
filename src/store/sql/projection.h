// From facts to tables: one function for each kind of fact, in one file for each module of the domain. What it writes
// depends on nothing but the facts up to this one, so that the tables can always be made again from the ledger
// (sql/verify.h does), and it never reads, so that PostgreSQL gets a whole commit in one round trip.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "port/fact.h"
#include "sql/database.h"

namespace jidoka::sql {

struct Projected {
  Database& db;
  std::uint64_t leaf;
  Instant at;
  const std::string& by;
  std::string_view text;                           // of the leaf
  std::map<std::string, std::uint64_t>& counters;  // highest number given, by prefix
};

// Under which the newest batch's number stands among the counters; no identifier has this prefix.
constexpr std::string_view batch_counter = "batch";

using Outcome = Result<void>;

Outcome project(const Projected& fact, const port::DocumentRevised& body);
Outcome project(const Projected& fact, const port::UserSaved& body);
Outcome project(const Projected& fact, const port::TokenCreated& body);
Outcome project(const Projected& fact, const port::TokenRevoked& body);
Outcome project(const Projected& fact, const port::StreamOpened& body);
Outcome project(const Projected& fact, const port::ReadingQuarantined& body);
Outcome project(const Projected& fact, const port::QuarantineSettled& body);
Outcome project(const Projected& fact, const port::ReadingsRecorded& body);
Outcome project(const Projected& fact, const port::PagePacked& body);
Outcome project(const Projected& fact, const port::VerdictReached& body);
Outcome project(const Projected& fact, const port::LimitsLearnt& body);
Outcome project(const Projected& fact, const act::HoldPlaced& body);
Outcome project(const Projected& fact, const act::HoldClosed& body);
Outcome project(const Projected& fact, const act::HoldItemReleased& body);
Outcome project(const Projected& fact, const act::HoldReleased& body);
Outcome project(const Projected& fact, const act::AlarmRaised& body);
Outcome project(const Projected& fact, const act::AlarmRepeated& body);
Outcome project(const Projected& fact, const act::AlarmAcknowledged& body);
Outcome project(const Projected& fact, const act::AlarmShelved& body);
Outcome project(const Projected& fact, const act::AlarmUnshelved& body);
Outcome project(const Projected& fact, const act::AlarmEscalated& body);
Outcome project(const Projected& fact, const act::AlarmReturned& body);
Outcome project(const Projected& fact, const act::AlarmSettling& body);
Outcome project(const Projected& fact, const act::AlarmMarkedFalse& body);
Outcome project(const Projected& fact, const act::EquipmentStopped& body);
Outcome project(const Projected& fact, const act::EquipmentRestarted& body);
Outcome project(const Projected& fact, const act::CommandQueued& body);
Outcome project(const Projected& fact, const act::CommandSettled& body);
Outcome project(const Projected& fact, const act::CommandDelivered& body);
Outcome project(const Projected& fact, const act::CommandAnswered& body);
Outcome project(const Projected& fact, const act::CommandTimedOut& body);
Outcome project(const Projected& fact, const act::CommandEscalated& body);
Outcome project(const Projected& fact, const act::MessageSent& body);
Outcome project(const Projected& fact, const produce::LotReceived& body);
Outcome project(const Projected& fact, const produce::RunStarted& body);
Outcome project(const Projected& fact, const produce::RunCompleted& body);
Outcome project(const Projected& fact, const produce::Consumed& body);
Outcome project(const Projected& fact, const produce::Packed& body);
Outcome project(const Projected& fact, const produce::Shipped& body);
Outcome project(const Projected& fact, const produce::Scrapped& body);

// Identifiers "H-17" are numbered for each prefix; the highest number given is kept so that none is given twice.
void count_id(const Projected& fact, std::string_view id);
Outcome save_counters(Database& db, const std::map<std::string, std::uint64_t>& counters);

// Facts of acts that are still open are kept as they stand in the ledger. A slot of a subject holds the newest one
// only.
Outcome keep_open(const Projected& fact, std::string_view subject, std::string_view slot);
Outcome forget_open(const Projected& fact, std::string_view subject);

// The slot of a fact that begins something of which the newest is remembered by a key when it is over; end_open() then
// keeps this fact, the one that ended it and its "closed" slot, instead of those of the one before.
std::string newest_of(std::string_view key);
Outcome end_open(const Projected& fact, std::string_view subject);

}  // namespace jidoka::sql
