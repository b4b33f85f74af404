#include "resource/health_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jidoka::resource {

using sense::HealthState;

Text stream_text(const sense::StreamHealth& health, HealthState state, Instant now) {
  const sense::HealthRules& rules = health.rules();
  switch (state) {
    case HealthState::never:
      return {"Nothing has come yet.", "尚未收到数据。"};
    case HealthState::ok:
      return {"Readings come as they should.", "读数正常。"};
    case HealthState::silent: {
      const std::string longest = to_string(rules.silence().value_or(Duration{}));
      return {fmt::format("Nothing has arrived for longer than {}.", longest),
              fmt::format("已超过 {} 没有数据。", longest)};
    }
    case HealthState::stuck: {
      const std::string longest = to_string(rules.stuck_after.value_or(Duration{}));
      return {fmt::format("The value has been the same for {} or longer.", longest),
              fmt::format("数值已有 {} 或更久没有变化。", longest)};
    }
    case HealthState::clock_skew: {
      const double ahead = static_cast<double>(health.skew().value_or(Duration{}).ns) / 1e9;
      return {fmt::format("The source's clock is {:.1f} s {}.", std::abs(ahead), ahead > 0 ? "ahead" : "behind"),
              fmt::format("数据源的时钟{} {:.1f} 秒。", ahead > 0 ? "快" : "慢", std::abs(ahead))};
    }
    case HealthState::late: {
      const std::string longest = to_string(rules.lateness());
      return {fmt::format("Readings arrive more than {} after their time.", longest),
              fmt::format("数据到达时间比测量时间晚 {} 以上。", longest)};
    }
    case HealthState::not_connected:
      return {"Whoever measures it is not connected: its node or device has died.",
              "测量它的节点或设备已离线（收到死亡证书）。"};
    case HealthState::gappy: {
      const auto gaps = health.gaps(now);
      return {fmt::format("Readings are missing: {} {} within the last hour.", gaps, gaps == 1 ? "gap" : "gaps"),
              fmt::format("数据有缺失：最近一小时内有 {} 处中断。", gaps)};
    }
  }
  return {};
}

namespace {

// Plant/Line1, Plant/Line1/IM-01 and 3 more
Text who_is_away(const std::vector<port::AwayView>& away) {
  constexpr std::size_t named = 3;
  Text out;
  for (std::size_t i = 0; i < std::min(away.size(), named); ++i) {
    out.en += (i == 0 ? "" : ", ") + away[i].name;
    out.zh += (i == 0 ? "" : "、") + away[i].name;
  }
  if (away.size() > named) {
    out.en += fmt::format(" and {} more", away.size() - named);
    out.zh += fmt::format(" 等 {} 个", away.size());
  }
  return out;
}

}  // namespace

Text source_text(const port::SourceHealthView& source) {
  const auto streams = source.streams;
  const Text away = who_is_away(source.away);
  switch (source.state) {
    case port::SourceState::never:
      return {"Nothing has come yet.", "尚未收到数据。"};
    case port::SourceState::silent:
      if (!source.away.empty())
        return {"No readings come: " + away.en + (source.away.size() == 1 ? " is" : " are") + " not connected.",
                "没有数据：" + away.zh + " 已离线。"};
      return {"Readings came before, but none come now.", "以前有数据，现在没有。"};
    case port::SourceState::not_connected:
      if (source.connection && source.connection->error) return *source.connection->error;
      return {"There is no connection to it.", "尚未连接。"};
    case port::SourceState::connected:
      break;
  }
  if (source.connection && source.connection->error) return *source.connection->error;
  if (!source.away.empty())
    return {"Readings come, but not from " + away.en + (source.away.size() == 1 ? ", which is" : ", which are") +
                " not connected.",
            "有数据，但 " + away.zh + " 已离线。"};
  if (source.faulty_streams == 0) return {"Readings come as they should.", "数据正常。"};
  return {
      fmt::format("Readings come, but {} of its {} streams are not as they should be.", source.faulty_streams, streams),
      fmt::format("有数据，但其 {} 个数据流中有 {} 个不正常。", streams, source.faulty_streams)};
}

}  // namespace jidoka::resource
