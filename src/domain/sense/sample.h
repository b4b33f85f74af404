// From a raw reading to a trusted sample: what a decoder hands in, and what became of it.
//
// A stream is one tag of one equipment; it has a dense number for its life. A Batch is what one request brought, as
// columns in the order of arrival: mapped, converted to the stream's unit of measure and checked by sense::Intake
// (intake.h) on the thread that decoded it. What could not be trusted stands in `refusals`, with the reason, and
// goes to quarantine. Duplicates and lateness need the stream's history: sense::StreamClock (stream_clock.h) judges
// them in the loop.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"

namespace jidoka::sense {

using StreamNumber = std::uint32_t;

// What a reading says beside its value. Context 0 of a batch is always the empty one.
struct Context {
  std::string unit;
  std::string lot;
  friend bool operator==(const Context&, const Context&) = default;
};

struct Columns {
  std::vector<StreamNumber> streams;
  std::vector<std::int64_t> times;  // Instant::ns
  std::vector<double> values;
  std::vector<std::uint32_t> contexts;  // index into dictionary; empty when every reading has the empty context
  std::vector<Context> dictionary;      // [0] is the empty context; empty when contexts is

  std::size_t size() const { return streams.size(); }
  void reserve(std::size_t n) { streams.reserve(n), times.reserve(n), values.reserve(n); }
};

// A reading in words, as a person would correct it in quarantine.
struct RawReading {
  std::string equipment;
  std::string tag;
  std::string time;   // as it came
  std::string value;  // as it came
  std::string uom;
  std::string unit;
  std::string lot;
};
constexpr auto describe(const RawReading*) {
  return json::type<RawReading>("RawReading", "A reading as its source said it",
                                json::defaulted("equipment", &RawReading::equipment),
                                json::defaulted("tag", &RawReading::tag), json::defaulted("time", &RawReading::time),
                                json::defaulted("value", &RawReading::value), json::defaulted("uom", &RawReading::uom),
                                json::defaulted("unit", &RawReading::unit), json::defaulted("lot", &RawReading::lot));
}

// Why a reading is not trusted: code is one of unknown_stream, malformed, not_a_number, out_of_range, uom_mismatch,
// in_the_future, too_old, conflict, bad_quality.
struct Refusal {
  std::uint64_t index = 0;  // of the reading within the request, from 0
  std::string code;
  std::string field;
  Text text;
  RawReading reading;
};
constexpr auto describe(const Refusal*) {
  return json::type<Refusal>("Refusal", "A reading that went to quarantine, and why",
                             json::field("index", &Refusal::index, "Position in the request, from 0"),
                             json::field("code", &Refusal::code), json::field("field", &Refusal::field),
                             json::field("text", &Refusal::text), json::defaulted("reading", &Refusal::reading));
}

// A good reading of a stream that nobody has seen yet and that its source may add to the catalogue.
struct NewStreamReading {
  std::uint64_t index = 0;
  std::string equipment;
  std::string tag;
  std::string uom;
  std::int64_t time = 0;
  double value = 0;
  Context context;
};

struct Batch {
  std::string source;
  Instant received_at;
  Columns columns;
  std::vector<NewStreamReading> unknown;
  std::vector<Refusal> refusals;
  // What somebody kept for whoever asks later, such as a broker's retained message: of a stream that has a reading of
  // that time or a newer one it is nothing new.
  bool is_kept = false;
};

}  // namespace jidoka::sense
