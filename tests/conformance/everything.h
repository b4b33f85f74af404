// Commits that put at least one row into every table, for tests that look at all of them.
#pragma once

#include <string>

#include "conformance/facts.h"
#include "crypto/hash.h"

namespace jidoka::conformance {

// The n-th of its kind: every id in it is new.
inline port::Commit everything(std::int64_t n, std::uint64_t next_batch) {
  const std::string i = std::to_string(n);
  const Instant now = at(n * 100);
  const std::string phc = "$argon2id$" + i;
  sense::Refusal refusal{
      .index = 0, .code = "malformed", .field = "value", .text = {"not a number", "不是数字"}, .reading = {}};
  auto measured = verdict("V-" + i);
  measured.unit = "SN-" + i;
  act::CommandQueued command;
  command.id = "C-" + i;
  command.target = "mes";
  command.equipment = "IM-01";
  command.command = "stop";
  command.reason = {"Too hot", "过热"};
  auto failed = completed(unit("SN-" + i), "OP10", "IM-01", now + seconds(5));
  failed.result = produce::RunResult::fail;
  failed.defect = "scratch";
  port::Commit commit = commit_of(
      {port::DocumentRevised{"equipment", "IM-" + i, 1, json::Raw{R"({"id":"IM-01"})"}},
       port::StreamOpened{static_cast<sense::StreamNumber>(n), "IM-" + i, "melt_temp", "Cel"},
       port::ReadingQuarantined{"Q-" + i, "gateway", refusal},
       port::QuarantineSettled{"Q-" + i, "discarded", "test", {}},
       port::VerdictReached{measured},
       port::LimitsLearnt{"IM-" + i + "/melt_temp", "CP@1", "10.1", 100, now, now, 230.5, 0.5},
       received("L-" + i, "RESIN", {500, 1}),
       started(unit("SN-" + i), "OP10", "IM-01", now),
       consumed(lot("L-" + i), unit("SN-" + i), {425, 1}, now),
       failed,
       produce::Packed{unit("SN-" + i), lot("BOX-" + i), now},
       produce::Shipped{lot("BOX-" + i), "ACME", now},
       exposure_hold("H-" + i, "IM-01", now, {}),
       act::HoldItemReleased{"H-" + i, "unit", "SN-" + i, "measured"},
       alarm("A-" + i),
       act::AlarmShelved{"A-" + i, now, "ordered"},
       act::EquipmentStopped{"ST-" + i, {"Jam", "卡料"}, "V-" + i},
       command,
       act::MessageSent{"M-" + i, "shift_leader", {"Look", "请查看"}, "V-" + i},
       port::UserSaved{
           "user" + i, {"User", "用户"}, {"operator"}, "zh", true, crypto::to_hex(crypto::view(crypto::sha256(phc)))},
       port::TokenCreated{"T-" + i, "user" + i, "gateway", "source", "secret" + i, now}},
      now);
  commit.readings = readings({{static_cast<sense::StreamNumber>(n), now, 230.5, "SN-" + i},
                              {static_cast<sense::StreamNumber>(n), now + seconds(1), 231.5},
                              {static_cast<sense::StreamNumber>(n + 1000), now, 1.5}});
  commit.states = {{static_cast<sense::StreamNumber>(n), next_batch, "state " + i}};
  commit.replies = {{"alice:" + i, R"({"id":"x"})"}};
  commit.credentials = {{"user" + i, phc}};
  return commit;
}

}  // namespace jidoka::conformance
