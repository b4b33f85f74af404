#include <bit>
#include <cmath>
#include <concepts>

#include "spc/chart.h"

// version u8 · type u8 · rules u16 · size u16 · filled u16 · points u64 · sum, low, high f64 · windows 6×u16 ·
// basis u8: 0 then location, spread f64, points, wanted u32; 1 then eight f64, centre to upper of both panels.

namespace jidoka::spc {
namespace {

constexpr std::uint8_t version = 1;

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

bool is_possible(const RunState::Windows& seen) {
  for (std::size_t side : {0u, 3u})
    for (std::size_t line : {1u, 2u})
      if ((seen[side + line] & ~seen[side + line - 1]) != 0) return false;  // beyond 2σ is beyond 1σ too
  return (seen[0] & seen[3]) == 0;
}

bool is_possible_subgroup(const ChartState& state, const ChartKind& kind) {
  if (state.size < kind.smallest_subgroup || state.size > kind.largest_subgroup) return false;
  if (kind.keeps_previous ? state.filled != (state.points != 0) : state.filled >= state.size) return false;
  const int values = state.filled != 0 ? state.filled : state.size;
  return std::abs(state.sum) <= values * largest_value * rounding && state.low >= -largest_value &&
         state.low <= state.high && state.high <= largest_value;
}

bool is_possible(const ChartState& state) {
  const ChartKind* kind = find_chart_kind(state.type);
  if (kind == nullptr || state.points > most_points || !is_possible_subgroup(state, *kind)) return false;
  if (state.rules.empty() || (state.rules.bits & ~RuleSet::all().bits) != 0) return false;
  if (!is_possible(state.runs.windows())) return false;
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
  put(out, state_.points);
  for (double value : {state_.sum, state_.low, state_.high}) put(out, value);
  for (std::uint16_t window : state_.runs.windows()) put(out, window);
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

Result<Chart> Chart::restore(std::string_view bytes) {
  Bytes in(bytes);
  ChartState state;
  const auto found_version = in.take<std::uint8_t>();
  state.type = static_cast<ChartType>(in.take<std::uint8_t>());
  state.rules.bits = in.take<std::uint16_t>();
  state.size = in.take<std::uint16_t>();
  state.filled = in.take<std::uint16_t>();
  state.points = in.take<std::uint64_t>();
  for (double* value : {&state.sum, &state.low, &state.high}) *value = in.take_double();
  RunState::Windows windows{};
  for (std::uint16_t& window : windows) window = in.take<std::uint16_t>();
  state.runs = RunState(windows);
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
  if (found_version != version || basis > 1 || !in.is_exact() || !is_possible(state))
    return fail(Code::corrupt, "chart-state",
                {"These bytes are not the state of a control chart. Rebuild the chart from its readings.",
                 "这些数据不是有效的控制图状态，请用历史读数重建该控制图。"});
  return Chart(state);
}

}  // namespace jidoka::spc
