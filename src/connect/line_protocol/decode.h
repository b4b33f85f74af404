// InfluxDB line protocol, straight into sense::Intake:
//
//   IM-01,unit=SN-0042,lot=L-7 melt_temp=231.2,cycle_time=31.75 1767225600000000000
//
// The measurement is the equipment, a field key the tag; the tags `unit` and `lot` are what the reading belongs to,
// other tags say nothing to us. A source whose plant document maps readings fills its templates instead, from
// {measurement}, {field} and any tag key. A line without a time was measured when it was received.
//
// A line that breaks the grammar is refused into quarantine as one reading, and the rest is taken; so is a field that
// is text. true and false are 1 and 0. A line ends at its newline, except inside a quoted text, which may hold some, as
// Telegraf writes them; a quote that is never closed costs its own line and no other. A line has at most 4096 fields
// and 64 tags, and its measurement and tags 4096 bytes.
//
// Why it is fast: machines repeat themselves. Each equipment's last line is kept as a shape, its field keys with their
// streams, and the next line is compared with it byte by byte before anything is looked up; each shape also remembers
// which shape came after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "plant/model.h"
#include "sense/intake.h"

namespace jidoka::line_protocol {

enum class Precision : std::int64_t { ns = 1, us = 1'000, ms = 1'000'000, s = 1'000'000'000 };
Result<Precision> parse_precision(std::string_view text);  // ns, us, ms, s; n and u as InfluxDB 1 wrote them; empty: ns

struct Options {
  Precision precision = Precision::ns;
  Instant received_at;
  const plant::ReadingMap* map = nullptr;  // of the source, when it has one; must outlive the call
};

void decode(std::string_view body, const Options& options, sense::Intake& intake);

}  // namespace jidoka::line_protocol
