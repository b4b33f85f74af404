#include "resource/stream_samples.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "port/reads.h"

namespace jidoka::resource {
namespace {

// Of those up to `to` the newest `wanted`, and more when many came at once: doubled back in time until there are
// enough.
Result<std::vector<port::SampleView>> newest_until(Site& site, const port::StreamView& stream, Instant to,
                                                   std::uint64_t wanted) {
  constexpr std::size_t at_once = 1'000'000;
  Duration span = hours(1);
  while (true) {
    const bool is_all = !stream.first_time || to - *stream.first_time <= span;
    std::vector<port::SampleView> found;
    Instant from = is_all ? distant_past : to - span;
    while (true) {
      TRY(auto part, site.reads->samples(stream.equipment, stream.tag, from, to, at_once));
      const bool is_cut = part.size() == at_once && part.back().time != part.front().time;
      // Of the last moment of a cut part there may be more: it comes again with the next.
      if (is_cut) {
        from = part.back().time;
        std::erase_if(part, [&](const auto& sample) { return sample.time == from; });
      }
      std::ranges::move(part, std::back_inserter(found));
      if (found.size() > wanted) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(wanted));
      if (!is_cut) break;
    }
    if (found.size() >= wanted || is_all) return found;
    span = span * 4;
  }
}

Result<std::uint64_t> samples_before(Site& site, const port::StreamView& stream, Instant time) {
  std::uint64_t count = 0;
  TRY(const auto before, site.reads->buckets(stream.equipment, stream.tag, *stream.first_time, time, 1));
  for (const port::BucketView& bucket : before) count += bucket.count;
  return count;
}

}  // namespace

// Whatever arrives meanwhile comes behind them, so what is before them is counted by itself.
Result<Samples> samples_for(Site& site, const port::StreamView& stream, std::optional<Instant> to,
                            std::uint64_t wanted) {
  Samples samples;
  TRY(samples.list,
      to ? newest_until(site, stream, *to, wanted) : site.reads->latest_samples(stream.equipment, stream.tag, wanted));
  if (samples.list.size() < wanted || !stream.first_time) return samples;
  // Others of the first one's moment may be missing: it is left out whole.
  const Instant cut = samples.list.front().time;
  if (samples.list.back().time != cut) std::erase_if(samples.list, [&](const auto& one) { return one.time == cut; });
  TRY(samples.first, samples_before(site, stream, samples.list.front().time));
  return samples;
}

Result<Samples> samples_between(Site& site, const port::StreamView& stream, Instant from, Instant to,
                                std::uint64_t most) {
  Samples samples;
  TRY(samples.list, site.reads->samples(stream.equipment, stream.tag, from, to, most + 1));
  if (samples.list.size() > most)
    return fail(Code::too_large, "too-many-samples",
                {fmt::format("There are more than {} samples in this time. Ask for a shorter one.", most),
                 fmt::format("该时段内的样本超过 {} 个，请缩短时段。", most)},
                "to");
  if (samples.list.empty() || !stream.first_time || *stream.first_time >= samples.list.front().time) return samples;
  TRY(samples.first, samples_before(site, stream, samples.list.front().time));
  return samples;
}

void begin_with_subgroup(Samples& samples, std::uint64_t size) {
  const std::uint64_t skipped = std::min<std::uint64_t>((size - samples.first % size) % size, samples.list.size());
  samples.list.erase(samples.list.begin(), samples.list.begin() + static_cast<std::ptrdiff_t>(skipped));
  samples.first += skipped;
}

}  // namespace jidoka::resource
