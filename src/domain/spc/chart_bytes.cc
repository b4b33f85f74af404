#include <bit>
#include <cmath>
#include <concepts>

#include "spc/chart.h"

// version u8 · type u8 · rules u64 · size u16 · filled u16 · span, held u8 · points u64 · sum, low, high f64 ·
// memory 6×f64 · windows 6×u16 · rising, falling, alternating, within u8 · previous f64 · basis u8: 0 then location,
// spread f64, points, wanted u32; 1 then eight f64, centre to upper of both panels.
// Version 1 had 16 bits of rules, and no span, held, memory, counts nor previous: only the rules we1 to we4 were known,
// which need none of them.

namespace jidoka::spc {
namespace {

constexpr std::uint8_t version = 2;

template <std::unsigned_integral T>
void put(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}
void put(std::string& out, double value) { put(out, std::bit_cast<std::uint64_t>(value)); }
void put(std::string& out, const Limits& limits) {
  for (double value : {limits.center, limits.sigma_of_point, limits.lower, limits.upper}) put(out, value);
}

// Reads past the end give zero and are remembered, so that the reader of a layout checks once.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  template <std::unsigned_integral T>
  T take() {
    if (rest_.size() < sizeof(T)) {
      is_short_ = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    rest_.remove_prefix(sizeof(T));
    return static_cast<T>(value);
  }
  double take_double() { return std::bit_cast<double>(take<std::uint64_t>()); }
  Limits take_limits() {
    Limits limits;
    for (double* value : {&limits.center, &limits.sigma_of_point, &limits.lower, &limits.upper}) *value = take_double();
    return limits;
  }
  bool is_exact() const { return !is_short_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool is_short_ = false;
};

bool is_possible(const Limits& limits) {
  return std::isfinite(limits.lower) && std::isfinite(limits.upper) && std::isfinite(limits.sigma_of_point) &&
         limits.sigma_of_point >= 0 && limits.lower <= limits.center && limits.center <= limits.upper;
}

constexpr std::uint64_t most_points = std::uint64_t{1} << 62;  // a century at a gigahertz
constexpr double rounding = 1 + 1e-9;                          // a running mean or sum may pass its bound by that much

bool is_possible(const Baseline& baseline) {
  return std::abs(baseline.location) <= largest_value * rounding && baseline.spread >= 0 &&
         baseline.spread <= 2 * largest_value * rounding && baseline.points < baseline.wanted &&
         baseline.wanted >= shortest_learning && baseline.wanted <= longest_learning;
}

bool is_possible(const RunState& runs) {
  const RunState::Windows& seen = runs.windows();
  const RunState::Counts& counts = runs.counts();
  const bool is_first = counts.rising == 0;
  if (is_first != (counts.falling == 0) || is_first != (counts.alternating == 0)) return false;
  if (counts.rising > 1 && counts.falling > 1) return false;
  if (!(std::abs(runs.previous()) <= largest_value * rounding)) return false;
  for (std::size_t side : {0u, 3u})
    for (std::size_t line : {1u, 2u})
      if ((seen[side + line] & ~seen[side + line - 1]) != 0) return false;  // beyond 2σ is beyond 1σ too
  return (seen[0] & seen[3]) == 0;
}

bool is_possible_subgroup(const ChartState& state, const ChartKind& kind) {
  if (state.size < kind.smallest_subgroup || state.size > kind.largest_subgroup) return false;
  // A count completes its point at once and leaves nothing behind.
  if (keeps_previous(state) ? state.filled != (state.points != 0) : state.filled >= state.size) return false;
  constexpr double most = largest_subgroup * largest_value * rounding;
  return std::abs(state.sum) <= most && state.low >= -most && state.low <= state.high && state.high <= most;
}

// What chart_kind.cc keeps there, of each type.
bool is_possible_memory(const ChartState& state) {
  for (double value : state.memory)
    if (!(std::abs(value) <= 4 * largest_value)) return false;  // a difference of two values, or a sigma of them
  const auto& memory = state.memory;
  const bool is_average = state.type == ChartType::moving_average;
  if (is_average ? state.span < 2 || state.span > longest_span || state.held >= state.span
                 : state.span != 0 || state.held != 0)
    return false;
  switch (state.type) {
    case ChartType::ewma:
      return memory[1] >= 0 && memory[1] <= 1 && memory[2] >= 0.01 && memory[2] <= 1 && memory[3] > 0 && memory[4] >= 0;
    case ChartType::cusum:
      return memory[0] >= 0 && memory[1] <= 0 && memory[2] >= 0 && memory[4] >= 0 && memory[5] != 0;
    case ChartType::p:
    case ChartType::np:
    case ChartType::u:
      return memory[0] >= 1 && memory[0] <= most_items;
    default:
      return true;
  }
}

bool is_possible(const ChartState& state) {
  const ChartKind* kind = find_chart_kind(state.type);
  if (kind == nullptr || state.points > most_points || !is_possible_subgroup(state, *kind)) return false;
  if (state.rules.empty() || (state.rules.bits & ~RuleSet::all().bits) != 0) return false;
  if (!is_possible(state.runs)) return false;
  if (!is_possible_memory(state)) return false;
  if (const auto* panels = std::get_if<Panels>(&state.basis))
    return is_possible(panels->location) && is_possible(panels->spread);
  const auto& baseline = std::get<Baseline>(state.basis);
  return baseline.points == state.points && is_possible(baseline);
}

}  // namespace

std::string Chart::serialise() const {
  std::string out;
  put(out, version);
  put(out, static_cast<std::uint8_t>(state_.type));
  put(out, state_.rules.bits);
  put(out, state_.size);
  put(out, state_.filled);
  put(out, state_.span);
  put(out, state_.held);
  put(out, state_.points);
  for (double value : {state_.sum, state_.low, state_.high}) put(out, value);
  for (double value : state_.memory) put(out, value);
  for (std::uint16_t window : state_.runs.windows()) put(out, window);
  const RunState::Counts& counts = state_.runs.counts();
  for (std::uint8_t count : {counts.rising, counts.falling, counts.alternating, counts.within}) put(out, count);
  put(out, state_.runs.previous());
  put(out, static_cast<std::uint8_t>(state_.basis.index()));
  if (const auto* panels = std::get_if<Panels>(&state_.basis)) {
    put(out, panels->location);
    put(out, panels->spread);
  } else {
    const auto& baseline = std::get<Baseline>(state_.basis);
    put(out, baseline.location);
    put(out, baseline.spread);
    put(out, baseline.points);
    put(out, baseline.wanted);
  }
  return out;
}

namespace {

RunState take_runs(Bytes& in, bool has_counts) {
  RunState::Windows windows{};
  for (std::uint16_t& window : windows) window = in.take<std::uint16_t>();
  if (!has_counts) return RunState(windows);
  RunState::Counts counts;
  for (std::uint8_t* count : {&counts.rising, &counts.falling, &counts.alternating, &counts.within})
    *count = in.take<std::uint8_t>();
  return RunState(windows, counts, in.take_double());
}

}  // namespace

Result<Chart> Chart::restore(std::string_view bytes) {
  Bytes in(bytes);
  ChartState state;
  const auto found_version = in.take<std::uint8_t>();
  const bool is_old = found_version == 1;
  state.type = static_cast<ChartType>(in.take<std::uint8_t>());
  state.rules.bits = is_old ? in.take<std::uint16_t>() : in.take<std::uint64_t>();
  state.size = in.take<std::uint16_t>();
  state.filled = in.take<std::uint16_t>();
  if (!is_old) {
    state.span = in.take<std::uint8_t>();
    state.held = in.take<std::uint8_t>();
  }
  state.points = in.take<std::uint64_t>();
  for (double* value : {&state.sum, &state.low, &state.high}) *value = in.take_double();
  if (!is_old)
    for (double& value : state.memory) value = in.take_double();
  state.runs = take_runs(in, !is_old);
  const auto basis = in.take<std::uint8_t>();
  if (basis == 1) {
    const Limits location = in.take_limits();
    const Limits spread = in.take_limits();
    state.basis = Panels{location, spread};
  } else {
    Baseline baseline;
    baseline.location = in.take_double();
    baseline.spread = in.take_double();
    baseline.points = in.take<std::uint32_t>();
    baseline.wanted = in.take<std::uint32_t>();
    state.basis = baseline;
  }
  if ((found_version != version && !is_old) || basis > 1 || !in.is_exact() || !is_possible(state))
    return fail(Code::corrupt, "chart-state",
                {"These bytes are not the state of a control chart. Rebuild the chart from its readings.",
                 "这些数据不是有效的控制图状态，请用历史读数重建该控制图。"});
  return Chart(state);
}

}  // namespace jidoka::spc
