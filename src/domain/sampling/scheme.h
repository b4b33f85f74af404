// The words of acceptance sampling: standards, inspection levels, severities, and a plan as its stages.
//
// A stage takes `sample_size` further units and compares all nonconforming units found so far with its numbers: up to
// `accept` the lot is accepted, from `reject` on it is not, between them the next stage is taken. An accept of -1 means
// that a lot cannot be accepted yet. After the last stage of the reduced plans of ANSI/ASQ Z1.4 there may be a gap
// between the two numbers: such a lot is accepted, and inspection goes back to normal.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "json/describe.h"

namespace jidoka::sampling {

enum class Standard : std::uint8_t { iso_2859_1, z1_4, z1_9 };
enum class Level : std::uint8_t { s1, s2, s3, s4, i, ii, iii };
enum class Severity : std::uint8_t { normal, tightened, reduced };
enum class PlanType : std::uint8_t { one_sample, two_samples, seven_samples };
enum class Sigma : std::uint8_t { unknown, known };  // of the process: the s method and the sigma method

constexpr auto describe_enum(const Standard*) {
  return json::names<Standard>(
      {{Standard::iso_2859_1, "iso-2859-1"}, {Standard::z1_4, "z1.4"}, {Standard::z1_9, "z1.9"}});
}
constexpr auto describe_enum(const Level*) {
  return json::names<Level>({{Level::s1, "S-1"},
                             {Level::s2, "S-2"},
                             {Level::s3, "S-3"},
                             {Level::s4, "S-4"},
                             {Level::i, "I"},
                             {Level::ii, "II"},
                             {Level::iii, "III"}});
}
constexpr auto describe_enum(const Severity*) {
  return json::names<Severity>(
      {{Severity::normal, "normal"}, {Severity::tightened, "tightened"}, {Severity::reduced, "reduced"}});
}
constexpr auto describe_enum(const PlanType*) {
  return json::names<PlanType>(
      {{PlanType::one_sample, "single"}, {PlanType::two_samples, "double"}, {PlanType::seven_samples, "multiple"}});
}
constexpr auto describe_enum(const Sigma*) {
  return json::names<Sigma>({{Sigma::unknown, "unknown"}, {Sigma::known, "known"}});
}

struct Stage {
  std::int64_t sample_size = 0;  // of this stage alone
  int accept = 0;                // of all stages up to this one
  int reject = 1;

  friend bool operator==(const Stage&, const Stage&) = default;
};
constexpr auto describe(const Stage*) {
  return json::type<Stage>("SamplingStage", "One sample of a plan",
                           json::field("sample_size", &Stage::sample_size, "Units taken at this stage"),
                           json::field("accept", &Stage::accept,
                                       "Accept with so many nonconforming units in all samples so far; -1: not yet"),
                           json::field("reject", &Stage::reject, "Reject with so many or more"));
}
using Stages = std::vector<Stage>;

constexpr std::int64_t most_lot_size = 1'000'000'000;

Result<Standard> standard_named(std::string_view name);
Result<Level> level_named(std::string_view name);
Result<Severity> severity_named(std::string_view name);
Result<PlanType> plan_type_named(std::string_view name);
Result<Sigma> sigma_named(std::string_view name);

// The acceptance quality limits of ISO 2859-1 and Z1.4, in percent nonconforming (above 10: nonconformities per 100
// units). Z1.9 knows those from 0.10 to 10.
constexpr std::array<std::string_view, 26> aql_names{
    "0.010", "0.015", "0.025", "0.040", "0.065", "0.10", "0.15", "0.25", "0.40", "0.65", "1.0", "1.5", "2.5",
    "4.0",   "6.5",   "10",    "15",    "25",    "40",   "65",   "100",  "150",  "250",  "400", "650", "1000"};
constexpr int first_z19_aql = 5;
constexpr int last_z19_aql = 15;

Result<int> aql_index(std::string_view text);  // "1", "1.0" and "1.00" are the same
double aql_of(int index);                      // as a fraction: 0.01 for 1.0
// Whether the AQL counts nonconformities rather than nonconforming units.
constexpr bool counts_nonconformities(int index) { return index > 15; }

Result<void> check_lot_size(std::int64_t lot_size);

}  // namespace jidoka::sampling
