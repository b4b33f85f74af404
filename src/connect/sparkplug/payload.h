// The payload of Sparkplug B in plain words: metrics with name or alias, type, time and value.
//
//   PayloadReader reader;
//   TRY(const Payload* payload, reader.read(bytes));      valid until the next read
//   const auto meaning = meaning_of(metric.value, type);  a number, a text, or why it is neither
// A metric's value can only be understood with its type, and messages after a birth leave the type out: so reading and
// understanding are two steps. Signed integers are two's complement, UInt32 may come in either integer field, and a
// float is the decimal that was meant (24.02, not 24.0200004577637), so that it is judged against limits as written.
// Refused: more than 1 MiB or 10 000 metrics, compressed payloads, bytes that are no protobuf. Data sets, templates,
// files and arrays are no readings; `meaning_of` says so.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"

namespace jidoka::sparkplug {

inline constexpr std::size_t most_payload_bytes = 1u << 20;
inline constexpr std::size_t most_metrics = 10'000;

enum class DataType : std::uint8_t {  // the specification's numbers
  unknown = 0,
  int8 = 1,
  int16 = 2,
  int32 = 3,
  int64 = 4,
  uint8 = 5,
  uint16 = 6,
  uint32 = 7,
  uint64 = 8,
  float32 = 9,
  float64 = 10,
  boolean = 11,
  string = 12,
  date_time = 13,
  text = 14,
  uuid = 15,
  data_set = 16,
  bytes = 17,
  file = 18,
  model = 19,  // "Template"
  other = 255  // arrays, property sets, and what later versions add
};

struct Value {  // as it came: which field held it
  enum class Field : std::uint8_t { none, integer, long_integer, real32, real64, boolean, text, other };
  Field field = Field::none;
  std::uint64_t bits = 0;  // integer, long_integer, boolean
  double real = 0;         // real32 and real64
  std::string_view text;
};

struct Metric {
  std::optional<std::string_view> name{};
  std::optional<std::uint64_t> alias{};
  std::optional<std::uint64_t> time_ms{};
  DataType type = DataType::unknown;
  bool is_historical = false;
  bool is_transient = false;
  bool is_null = false;
  std::optional<std::string_view> engineering_unit{};  // property engUnit
  std::optional<std::int32_t> quality{};               // property Quality: 192 is good
  Value value{};
};

struct Payload {
  std::optional<std::uint64_t> time_ms;
  std::optional<std::uint64_t> seq;
  std::span<const Metric> metrics;
};

class PayloadReader {
 public:
  PayloadReader();
  ~PayloadReader();
  PayloadReader(PayloadReader&&) noexcept;
  PayloadReader& operator=(PayloadReader&&) noexcept;
  PayloadReader(const PayloadReader&) = delete;
  PayloadReader& operator=(const PayloadReader&) = delete;
  // What it points to, and every text in it, is valid until the next read.
  Result<const Payload*> read(std::string_view bytes);

 private:
  struct Wire;
  std::unique_ptr<Wire> wire_;
  std::vector<Metric> metrics_;
  Payload payload_;
};

// The bytes of a payload: for commands, and for whoever plays an edge node in a test or a measurement.
std::string write(const Payload& payload);

struct Meaning {
  enum class Kind : std::uint8_t { number, text, fault };
  Kind kind = Kind::fault;
  double number = 0;
  std::string_view text;
  const Text* fault = nullptr;  // of static life
};
Meaning meaning_of(const Value& value, DataType type);

// Milliseconds since 1970 as an instant; beyond the year 2262 nothing.
std::optional<Instant> instant_of(std::uint64_t milliseconds);

// As people read it: 231.2, true, "SN-7", and for what is no single value its type.
std::string in_words(const Metric& metric, DataType type);

}  // namespace jidoka::sparkplug
