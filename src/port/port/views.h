// The shapes in which committed state is read: rows of lists and single things, exactly as the API shows them.
// Their descriptions are the OpenAPI schemas, so a change here is a change of the contract.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "act/facts.h"
#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "judge/verdict.h"
#include "port/alarm_views.h"
#include "port/health_views.h"
#include "produce/facts.h"

namespace jidoka::port {

struct StreamView {
  std::string id;  // "IM-01/melt_temp"
  std::string equipment;
  std::string tag;
  std::string uom;
  std::uint64_t count = 0;
  std::optional<Instant> first_time;
  std::optional<Instant> last_time;
  std::optional<double> last_value;
  std::optional<StreamHealthView> health = {};  // not from the store: who watches adds it
};
constexpr auto describe(const StreamView*) {
  using json::field;
  return json::type<StreamView>("Stream", "One tag of one equipment, over time", field("id", &StreamView::id),
                                field("equipment", &StreamView::equipment), field("tag", &StreamView::tag),
                                field("uom", &StreamView::uom), field("count", &StreamView::count, "Recorded samples"),
                                field("first_time", &StreamView::first_time),
                                field("last_time", &StreamView::last_time),
                                field("last_value", &StreamView::last_value), field("health", &StreamView::health));
}

struct SampleView {
  Instant time;
  double value = 0;
  std::optional<std::string> unit;
  std::optional<std::string> lot;
};
constexpr auto describe(const SampleView*) {
  using json::field;
  return json::type<SampleView>("Sample", "A trusted reading", field("time", &SampleView::time),
                                field("value", &SampleView::value), field("unit", &SampleView::unit),
                                field("lot", &SampleView::lot));
}

struct BucketView {  // a span of a stream in summary, for charts of long history
  Instant from;
  Instant to;
  std::uint64_t count = 0;
  double mean = 0;
  double min = 0;
  double max = 0;
};
constexpr auto describe(const BucketView*) {
  using json::field;
  return json::type<BucketView>("Bucket", "A span of a stream in summary", field("from", &BucketView::from),
                                field("to", &BucketView::to), field("count", &BucketView::count),
                                field("mean", &BucketView::mean), field("min", &BucketView::min),
                                field("max", &BucketView::max));
}

struct HoldCounts {
  std::uint64_t units = 0;  // covered and not released one by one, wherever they are
  std::uint64_t lots = 0;
  std::uint64_t packed = 0;   // of the units: packed, not shipped
  std::uint64_t shipped = 0;  // of the units
};
constexpr auto describe(const HoldCounts*) {
  using json::field;
  return json::type<HoldCounts>("HoldCounts", "What a hold covers, by where it is", field("units", &HoldCounts::units),
                                field("lots", &HoldCounts::lots), field("packed", &HoldCounts::packed),
                                field("shipped", &HoldCounts::shipped));
}
struct HoldView {
  std::string id;
  act::HoldState state = act::HoldState::active;
  act::Scope scope;
  std::optional<judge::Verdict> because;
  Text reason;
  std::string release_role;
  Instant placed_at;
  std::string placed_by;
  std::optional<Instant> released_at;
  std::optional<std::string> released_by;
  std::optional<std::string> release_reason;
  std::optional<HoldCounts> counts;  // in a list: absent when asked for without
};
constexpr auto describe(const HoldView*) {
  using json::field;
  return json::type<HoldView>("Hold", "What may not move on, why, and who may lift it", field("id", &HoldView::id),
                              field("state", &HoldView::state), field("scope", &HoldView::scope),
                              field("because", &HoldView::because), field("reason", &HoldView::reason),
                              field("release_role", &HoldView::release_role), field("placed_at", &HoldView::placed_at),
                              field("placed_by", &HoldView::placed_by), field("released_at", &HoldView::released_at),
                              field("released_by", &HoldView::released_by),
                              field("release_reason", &HoldView::release_reason), field("counts", &HoldView::counts));
}

struct ItemView {  // a unit or a lot in a list
  produce::ItemKind kind = produce::ItemKind::unit;
  std::string id;
  std::string material;
  produce::ItemState state = produce::ItemState::in_process;
  std::optional<std::string> equipment;  // where it ran last
  std::optional<std::string> operation;  // what ran last
  std::optional<std::string> inside;
  std::optional<std::string> shipped_to;
  std::optional<std::string> supplier;
  std::optional<Decimal> quantity;
  std::string uom;
  Instant created_at;
  Instant changed_at;
};
constexpr auto describe(const ItemView*) {
  using json::field;
  return json::type<ItemView>("Item", "A unit (by serial) or a lot", field("kind", &ItemView::kind),
                              field("id", &ItemView::id), field("material", &ItemView::material),
                              field("state", &ItemView::state), field("equipment", &ItemView::equipment),
                              field("operation", &ItemView::operation), field("inside", &ItemView::inside),
                              field("shipped_to", &ItemView::shipped_to), field("supplier", &ItemView::supplier),
                              field("quantity", &ItemView::quantity), field("uom", &ItemView::uom),
                              field("created_at", &ItemView::created_at), field("changed_at", &ItemView::changed_at));
}
struct RunView {
  std::int64_t number = 0;
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::optional<produce::RunResult> result;
  std::optional<std::string> defect;
  std::map<std::string, double> parameters;
};
constexpr auto describe(const RunView*) {
  using json::field;
  return json::type<RunView>("Run", "An operation that ran on an item", field("number", &RunView::number),
                             field("operation", &RunView::operation), field("equipment", &RunView::equipment),
                             field("person", &RunView::person), field("started_at", &RunView::started_at),
                             field("ended_at", &RunView::ended_at), field("result", &RunView::result),
                             field("defect", &RunView::defect), field("parameters", &RunView::parameters));
}
struct MeasurementView {  // a reading that named its unit or lot
  std::string stream;
  std::string equipment;
  std::string tag;
  Instant time;
  double value = 0;
  std::string uom;
};
constexpr auto describe(const MeasurementView*) {
  using json::field;
  return json::type<MeasurementView>("Measurement", "A reading taken on this unit or lot",
                                     field("stream", &MeasurementView::stream),
                                     field("equipment", &MeasurementView::equipment),
                                     field("tag", &MeasurementView::tag), field("time", &MeasurementView::time),
                                     field("value", &MeasurementView::value), field("uom", &MeasurementView::uom));
}
struct ItemHoldView {  // a hold that covers an item, or did
  std::string id;
  Text reason;
  act::HoldState state = act::HoldState::active;
  bool released_for_this = false;  // the item, or all of what brought the hold to it, was let go one by one
};
constexpr auto describe(const ItemHoldView*) {
  using json::field;
  return json::type<ItemHoldView>("ItemHold", "A hold that covers a unit or a lot, or did",
                                  field("id", &ItemHoldView::id), field("reason", &ItemHoldView::reason),
                                  field("state", &ItemHoldView::state),
                                  field("released_for_this", &ItemHoldView::released_for_this,
                                        "The item, or all of what brought the hold to it, was let go one by one"));
}
struct ContentsView {  // of a box or pallet
  std::uint64_t count = 0;
  std::vector<produce::ItemRef> items;  // the first 100
};
constexpr auto describe(const ContentsView*) {
  return json::type<ContentsView>("Contents", "What is packed in a box or pallet",
                                  json::field("count", &ContentsView::count),
                                  json::field("items", &ContentsView::items, "The first 100, by kind and id"));
}
struct ItemHistory {
  ItemView item;
  std::vector<RunView> runs;
  std::vector<MeasurementView> measurements;  // newest 500
  std::vector<judge::Verdict> verdicts;       // of readings that named it, newest 100
  std::vector<ItemHoldView> holds;            // newest 100
  std::optional<ContentsView> contents;       // when something is packed in it
};
constexpr auto describe(const ItemHistory*) {
  using json::field;
  return json::type<ItemHistory>("ItemHistory", "A unit or a lot with what happened to it",
                                 field("item", &ItemHistory::item), field("runs", &ItemHistory::runs),
                                 field("measurements", &ItemHistory::measurements),
                                 field("verdicts", &ItemHistory::verdicts),
                                 field("holds", &ItemHistory::holds, "That cover it, or did; the newest 100"),
                                 field("contents", &ItemHistory::contents, "When something is packed in it"));
}

struct TraceNode {
  produce::ItemKind kind = produce::ItemKind::unit;
  std::string id;
  std::string material;
  produce::ItemState state = produce::ItemState::in_process;
  std::int64_t depth = 0;
  std::optional<std::string> location;  // equipment it ran at last, the box it is in, or the customer
  std::optional<std::string> supplier;
  std::vector<RunView> runs;
};
constexpr auto describe(const TraceNode*) {
  using json::field;
  return json::type<TraceNode>("TraceNode", "A unit or a lot in a genealogy", field("kind", &TraceNode::kind),
                               field("id", &TraceNode::id), field("material", &TraceNode::material),
                               field("state", &TraceNode::state), field("depth", &TraceNode::depth),
                               field("location", &TraceNode::location), field("supplier", &TraceNode::supplier),
                               field("runs", &TraceNode::runs));
}
struct TraceEdge {
  produce::ItemRef from;
  produce::ItemRef to;
  std::string relation;  // consumed | packed
  std::optional<Decimal> quantity;
  std::string uom;
  std::optional<std::string> operation;
  std::optional<std::string> equipment;
  Instant time;
};
constexpr auto describe(const TraceEdge*) {
  using json::field;
  return json::type<TraceEdge>("TraceEdge", "Who went into whom", field("from", &TraceEdge::from),
                               field("to", &TraceEdge::to), field("relation", &TraceEdge::relation),
                               field("quantity", &TraceEdge::quantity), field("uom", &TraceEdge::uom),
                               field("operation", &TraceEdge::operation), field("equipment", &TraceEdge::equipment),
                               field("time", &TraceEdge::time));
}
struct TraceView {
  produce::ItemRef root;
  std::string direction;         // backward | forward
  std::vector<TraceNode> nodes;  // the root first, then by depth
  std::vector<TraceEdge> edges;
  bool complete = true;  // false only when `limit` nodes were reached
  std::uint64_t as_of = 0;
};
constexpr auto describe(const TraceView*) {
  using json::field;
  return json::type<TraceView>("Trace", "A genealogy", field("root", &TraceView::root),
                               field("direction", &TraceView::direction), field("nodes", &TraceView::nodes),
                               field("edges", &TraceView::edges), field("complete", &TraceView::complete),
                               field("as_of", &TraceView::as_of, "Ledger size that the answer reflects"));
}

struct EquipmentStop {
  std::string equipment;
  Text reason;
  Instant stopped_at;
  std::string stopped_by;
  std::optional<std::string> verdict;
};
constexpr auto describe(const EquipmentStop*) {
  using json::field;
  return json::type<EquipmentStop>(
      "EquipmentStop", "Equipment that may not run", field("equipment", &EquipmentStop::equipment),
      field("reason", &EquipmentStop::reason), field("stopped_at", &EquipmentStop::stopped_at),
      field("stopped_by", &EquipmentStop::stopped_by), field("verdict", &EquipmentStop::verdict));
}
struct EquipmentActivity {  // the newest run at a piece of equipment
  std::string equipment;
  std::string item;
  std::string operation;
  Instant started_at;
  std::optional<Instant> ended_at;
};
constexpr auto describe(const EquipmentActivity*) {
  using json::field;
  return json::type<EquipmentActivity>(
      "EquipmentActivity", "The newest run at a piece of equipment", field("equipment", &EquipmentActivity::equipment),
      field("item", &EquipmentActivity::item), field("operation", &EquipmentActivity::operation),
      field("started_at", &EquipmentActivity::started_at), field("ended_at", &EquipmentActivity::ended_at));
}

struct CommandView {
  std::string id;
  std::string target;
  std::string equipment;
  std::string command;
  json::Raw parameters;
  Text reason;
  std::string state;  // queued | delivered | acknowledged | refused | timed_out | failed
  std::int64_t attempts = 0;
  std::string detail;
  Instant queued_at;
  std::optional<Instant> settled_at;
  std::optional<Instant> acknowledged_at = {};
  std::optional<std::string> escalated_to = {};
  std::optional<double> acknowledge_within_s = {};
  bool is_late = false;
};
constexpr auto describe(const CommandView*) {
  using json::field;
  return json::type<CommandView>(
      "Command", "What equipment or a system was told", field("id", &CommandView::id),
      field("target", &CommandView::target), field("equipment", &CommandView::equipment),
      field("command", &CommandView::command), field("parameters", &CommandView::parameters),
      field("reason", &CommandView::reason),
      field("state", &CommandView::state, "queued, delivered, acknowledged, refused, timed_out or failed"),
      field("attempts", &CommandView::attempts), field("detail", &CommandView::detail),
      field("queued_at", &CommandView::queued_at),
      field("settled_at", &CommandView::settled_at, "Delivered, or given up"),
      field("acknowledged_at", &CommandView::acknowledged_at, "Done, or refused"),
      field("escalated_to", &CommandView::escalated_to, "The role that was told that it failed"),
      field("acknowledge_within_s", &CommandView::acknowledge_within_s, "Absent: its delivery is all"),
      field("late", &CommandView::is_late, "The answer came after its time, when it had timed out"));
}
struct MessageView {
  std::string id;
  std::string role;
  Text text;
  Instant sent_at;
};
constexpr auto describe(const MessageView*) {
  using json::field;
  return json::type<MessageView>("Message", "What a role was told", field("id", &MessageView::id),
                                 field("role", &MessageView::role), field("text", &MessageView::text),
                                 field("sent_at", &MessageView::sent_at));
}

struct QuarantineView {
  std::string id;
  std::string source;
  std::string code;
  std::string field;
  Text text;
  json::Raw reading;
  std::string state;  // open | replayed | discarded
  Instant at;
  std::optional<std::string> settled_by;
  std::optional<std::string> reason;
};
constexpr auto describe(const QuarantineView*) {
  using json::field;
  return json::type<QuarantineView>("QuarantinedReading", "A reading that is not trusted",
                                    field("id", &QuarantineView::id), field("source", &QuarantineView::source),
                                    field("code", &QuarantineView::code), field("field", &QuarantineView::field),
                                    field("text", &QuarantineView::text), field("reading", &QuarantineView::reading),
                                    field("state", &QuarantineView::state, "open, replayed or discarded"),
                                    field("at", &QuarantineView::at), field("settled_by", &QuarantineView::settled_by),
                                    field("reason", &QuarantineView::reason));
}

struct LearntLimits {  // of one chart: what phase 1 found
  std::string plan;    // "CP-HOUSING-A@3"
  std::string line;
  Instant from;
  Instant to;
  double mean = 0;
  double sigma = 0;  // of a single value
};

struct DefectCount {
  std::string defect;
  std::uint64_t count = 0;
};
constexpr auto describe(const DefectCount*) {
  return json::type<DefectCount>("DefectCount", "How often a defect was found",
                                 json::field("defect", &DefectCount::defect),
                                 json::field("count", &DefectCount::count));
}
struct HourYield {
  Instant hour;
  std::uint64_t good = 0;
  std::uint64_t failed = 0;
};
constexpr auto describe(const HourYield*) {
  return json::type<HourYield>("HourYield", "Runs of one hour by result", json::field("hour", &HourYield::hour),
                               json::field("good", &HourYield::good), json::field("failed", &HourYield::failed));
}
// Of the runs on units that ended in a span. A unit is good when its newest run of the span passed, failed when it
// failed; it passed first time when none of its runs in the span failed.
struct ProductionView {
  std::uint64_t good_units = 0;
  std::uint64_t failed_units = 0;
  std::uint64_t first_pass_units = 0;
  std::vector<DefectCount> defects;      // most frequent first, at most 10
  std::vector<HourYield> yield_by_hour;  // oldest first; hours without a run are absent
};

struct DocumentView {
  std::string kind;
  std::string id;
  std::int64_t revision = 1;
  json::Raw body;
  Instant at;
  std::string by;
  bool in_force = true;
};
constexpr auto describe(const DocumentView*) {
  using json::field;
  return json::type<DocumentView>("Document", "A revision of a plant document", field("kind", &DocumentView::kind),
                                  field("id", &DocumentView::id), field("revision", &DocumentView::revision),
                                  field("body", &DocumentView::body), field("at", &DocumentView::at),
                                  field("by", &DocumentView::by), field("in_force", &DocumentView::in_force));
}

struct LedgerEntry {
  std::uint64_t index = 0;
  json::Raw leaf;
};
constexpr auto describe(const LedgerEntry*) {
  return json::type<LedgerEntry>("LedgerEntry", "A fact as it stands in the ledger",
                                 json::field("index", &LedgerEntry::index), json::field("leaf", &LedgerEntry::leaf));
}

struct UserView {
  std::string name;
  Text display;
  std::vector<std::string> roles;
  std::string language;
  bool active = true;
};
constexpr auto describe(const UserView*) {
  using json::field;
  return json::type<UserView>("User", "Somebody who can sign in", field("name", &UserView::name),
                              field("display", &UserView::display), field("roles", &UserView::roles),
                              field("language", &UserView::language), field("active", &UserView::active));
}
struct TokenView {
  std::string id;
  std::string user;
  std::string name;
  std::string role;
  Instant created_at;
  std::optional<Instant> expires;
  bool revoked = false;
};
constexpr auto describe(const TokenView*) {
  using json::field;
  return json::type<TokenView>("Token", "An API token, without its secret", field("id", &TokenView::id),
                               field("user", &TokenView::user), field("name", &TokenView::name),
                               field("role", &TokenView::role), field("created_at", &TokenView::created_at),
                               field("expires", &TokenView::expires), field("revoked", &TokenView::revoked));
}

}  // namespace jidoka::port
