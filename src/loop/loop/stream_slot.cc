#include "loop/stream_slot.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

namespace jidoka::loop {
namespace {

static_assert(std::is_trivially_copyable_v<sense::StreamClock>);

std::string key_of(const judge::Watch& watch) { return watch.plan_id + "/" + watch.line; }

// Everything on which a monitor's state rests.
bool judges_alike(const judge::Watch& a, const judge::Watch& b) {
  return a.plan == b.plan && a.plan_id == b.plan_id && a.line == b.line && a.uom == b.uom && a.lower == b.lower &&
         a.target == b.target && a.upper == b.upper && a.deadband == b.deadband && a.mode == b.mode &&
         a.chart == b.chart;
}

void put_block(std::string& out, std::string_view block) {
  const auto size = static_cast<std::uint32_t>(block.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out += block;
}

bool take_block(std::string_view& bytes, std::string_view& block) {
  std::uint32_t size = 0;
  if (bytes.size() < sizeof size) return false;
  std::memcpy(&size, bytes.data(), sizeof size);
  bytes.remove_prefix(sizeof size);
  if (bytes.size() < size) return false;
  block = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

std::string encode_slot(const StreamSlot& slot) {
  std::string out(reinterpret_cast<const char*>(&slot.clock), sizeof slot.clock);
  for (const judge::Monitor& monitor : slot.monitors) {
    put_block(out, key_of(monitor.watch()));
    put_block(out, monitor.serialise());
  }
  return out;
}

Result<void> restore_slot(StreamSlot& slot, std::string_view bytes) {
  const Failure damaged =
      fail(Code::corrupt, "stream-state", {"The stored state of a stream is damaged.", "保存的数据流状态已损坏。"});
  if (bytes.size() < sizeof slot.clock) return damaged;
  std::memcpy(static_cast<void*>(&slot.clock), bytes.data(), sizeof slot.clock);
  bytes.remove_prefix(sizeof slot.clock);
  while (!bytes.empty()) {
    std::string_view key;
    std::string_view state;
    if (!take_block(bytes, key) || !take_block(bytes, state)) return damaged;
    for (judge::Monitor& monitor : slot.monitors)
      if (key_of(monitor.watch()) == key) TRY_VOID(monitor.restore(state));
  }
  return {};
}

bool relay_watches(StreamSlot& slot, const std::vector<judge::WatchPtr>& watches) {
  const bool is_new =
      !std::ranges::equal(slot.monitors, watches, [](const judge::Monitor& monitor, const judge::WatchPtr& watch) {
        return judges_alike(monitor.watch(), *watch);
      });
  std::vector<judge::Monitor> monitors;
  monitors.reserve(watches.size());
  for (const judge::WatchPtr& watch : watches) {
    judge::Monitor monitor(watch);
    for (const judge::Monitor& old : slot.monitors) {
      if (key_of(old.watch()) != key_of(*watch) || old.watch().uom != watch->uom) continue;
      if (old.watch().chart == watch->chart) {
        [[maybe_unused]] const auto kept = monitor.restore(old.serialise());  // cannot fail: the same kind of chart
        if (old.watch().plan != watch->plan) monitor.begin_anew();
      } else {
        monitor.begin_after(old);
      }
    }
    monitors.push_back(std::move(monitor));
  }
  slot.monitors = std::move(monitors);
  return is_new;
}

}  // namespace jidoka::loop
