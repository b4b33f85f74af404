#include <algorithm>

#include "series/page.h"
#include "sql/read_list.h"
#include "sql/sample_blocks.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

constexpr std::string_view columns =
    "select s.number, s.equipment, s.tag, s.uom, s.packed_count, s.packed_first, s.packed_last, "
    "coalesce((select packed from stream_states where stream = s.number), 0), "
    "(select last_value from pages where stream = s.number and last = s.packed_last order by leaf desc limit 1) from "
    "streams s ";

struct Packed {
  port::StreamView view;
  sense::StreamNumber number = 0;
  std::uint64_t through = 0;
};

Packed packed_stream(const Row& row) {
  Packed packed;
  packed.number = static_cast<sense::StreamNumber>(row.integer(0));
  packed.through = static_cast<std::uint64_t>(row.integer(7));
  port::StreamView& view = packed.view;
  view.equipment = row.text(1);
  view.tag = row.text(2);
  view.id = view.equipment + "/" + view.tag;
  view.uom = row.text(3);
  view.count = static_cast<std::uint64_t>(row.integer(4));
  view.first_time = instant_or_none(row, 5);
  view.last_time = instant_or_none(row, 6);
  if (!row.is_null(8)) view.last_value = row.real(8);
  return packed;
}

void add_tail(port::StreamView& view, const UnpackedBatches::Summary& tail) {
  view.count += tail.count;
  view.first_time = std::min(view.first_time.value_or(Instant{tail.first}), Instant{tail.first});
  if (view.last_time && view.last_time->ns > tail.last) return;
  view.last_time = Instant{tail.last};
  view.last_value = tail.last_value;
}

port::SampleView sample_view(const port::StoredSample& sample) {
  port::SampleView view{.time = sample.time, .value = sample.value, .unit = {}, .lot = {}};
  if (!sample.context.unit.empty()) view.unit = sample.context.unit;
  if (!sample.context.lot.empty()) view.lot = sample.context.lot;
  return view;
}

Failure unknown_stream(std::string_view equipment, std::string_view tag) {
  const std::string id = std::string(equipment) + "/" + std::string(tag);
  return fail(Code::not_found, "stream-not-found", {"There is no stream " + id + ".", "没有数据流 " + id + "。"});
}

Result<StreamRow> known_stream(Database& db, std::string_view equipment, std::string_view tag) {
  TRY(auto row, find_stream(db, equipment, tag));
  if (!row) return unknown_stream(equipment, tag);
  return *row;
}

constexpr std::size_t pages_at_a_time = 64;

Result<std::vector<std::string>> bytes_of(Database& db, std::span<const PageRow> pages) {
  std::vector<std::string> out;
  for (const PageRow& page : pages)
    TRY_VOID(query(
        db, "select bytes from pages where leaf = $1",
        [&](const Row& row) -> Result<void> {
          out.emplace_back(row.bytes(0));
          return {};
        },
        page.leaf));
  if (out.size() == pages.size()) return out;
  return fail(Code::corrupt, "page-missing",
              {"A page of samples is missing. Restore it from a backup.", "缺少采样数据页。请从备份恢复。"});
}

}  // namespace

Result<std::vector<port::StreamView>> SiteReads::streams() {
  return pool_->with([&](Database& db) -> Result<std::vector<port::StreamView>> {
    std::vector<Packed> all;
    TRY_VOID(query(db, std::string(columns) + "order by s.equipment, s.tag", [&](const Row& row) -> Result<void> {
      all.push_back(packed_stream(row));
      return {};
    }));
    std::unordered_map<sense::StreamNumber, std::uint64_t> through;
    for (const Packed& packed : all) through[packed.number] = packed.through;
    TRY(const auto tails, unpacked_->summaries(db, through));
    std::vector<port::StreamView> out;
    out.reserve(all.size());
    for (Packed& packed : all) {
      if (const auto tail = tails.find(packed.number); tail != tails.end()) add_tail(packed.view, tail->second);
      out.push_back(std::move(packed.view));
    }
    return out;
  });
}

Result<std::optional<port::StreamView>> SiteReads::stream(std::string_view equipment, std::string_view tag) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::StreamView>> {
    std::optional<Packed> found;
    TRY_VOID(query(
        db, std::string(columns) + "where s.equipment = $1 and s.tag = $2",
        [&](const Row& row) -> Result<void> {
          found = packed_stream(row);
          return {};
        },
        equipment, tag));
    if (!found) return std::optional<port::StreamView>();
    TRY(const auto samples, unpacked_->samples(db, found->number, found->through));
    for (const port::StoredSample& sample : samples)
      add_tail(found->view, {.count = 1, .first = sample.time.ns, .last = sample.time.ns, .last_value = sample.value});
    return std::optional(std::move(found->view));
  });
}

Result<std::vector<port::SampleView>> SiteReads::samples(std::string_view equipment, std::string_view tag, Instant from,
                                                         Instant to, std::size_t limit) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::SampleView>> {
    TRY(const StreamRow stream, known_stream(db, equipment, tag));
    TRY(const auto found, samples_between(db, *unpacked_, stream, from, to));
    std::vector<port::SampleView> out;
    for (const port::StoredSample& sample : found) {
      if (out.size() == limit) break;
      out.push_back(sample_view(sample));
    }
    return out;
  });
}

Result<std::vector<port::SampleView>> SiteReads::latest_samples(std::string_view equipment, std::string_view tag,
                                                                std::size_t count) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::SampleView>> {
    TRY(const StreamRow stream, known_stream(db, equipment, tag));
    TRY(const auto found, newest_samples(db, *unpacked_, stream, count));
    std::vector<port::SampleView> out;
    std::ranges::transform(found, std::back_inserter(out), sample_view);
    return out;
  });
}

// Pages never change and are never dropped, so that the list of them is a snapshot by itself; their bytes are fetched
// some at a time, and no reader holds up the tidying of the log.
Result<std::uint64_t> SiteReads::each_block(std::string_view equipment, std::string_view tag, Instant from, Instant to,
                                            const sense::TakeBlock& take) {
  struct Listing {
    std::vector<PageRow> pages;
    std::vector<port::StoredSample> tail;
  };
  TRY(Listing listing, pool_->with([&](Database& db) -> Result<Listing> {
    TRY(const StreamRow stream, known_stream(db, equipment, tag));
    TRY(auto pages, pages_between(db, stream, from, to));
    TRY(auto tail, unpacked_->samples(db, stream.number, stream.packed_through));
    return Listing{std::move(pages), std::move(tail)};
  }));
  BlockMerge merge(from, to, std::move(listing.tail), take);
  std::vector<std::string> bytes;
  for (std::size_t i = 0; i < listing.pages.size(); ++i) {
    if (i % pages_at_a_time == 0) {
      const auto some = std::span(listing.pages).subspan(i, std::min(pages_at_a_time, listing.pages.size() - i));
      TRY(bytes, pool_->with([&](Database& db) { return bytes_of(db, some); }));
    }
    TRY(series::Columns page, series::decode_page(bytes[i % pages_at_a_time]));
    const bool is_last = i + 1 == listing.pages.size();
    TRY_VOID(merge.add(std::move(page), is_last ? distant_future : listing.pages[i + 1].first));
  }
  TRY_VOID(merge.finish());
  return merge.count();
}

Result<std::vector<port::BucketView>> SiteReads::buckets(std::string_view equipment, std::string_view tag, Instant from,
                                                         Instant to, std::size_t count) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::BucketView>> {
    TRY(const StreamRow stream, known_stream(db, equipment, tag));
    return buckets_between(db, *unpacked_, stream, from, to, std::min<std::size_t>(count, 10'000));
  });
}

Result<std::vector<port::LearntLimits>> SiteReads::learnt_limits(std::string_view equipment, std::string_view tag) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::LearntLimits>> {
    std::vector<port::LearntLimits> out;
    TRY_VOID(query(
        db, "select plan, line, from_at, to_at, mean, sigma from learnt_limits where stream = $1 order by plan, line",
        [&](const Row& row) -> Result<void> {
          out.push_back({text(row, 0), text(row, 1), instant(row, 2), instant(row, 3), row.real(4), row.real(5)});
          return {};
        },
        std::string(equipment) + "/" + std::string(tag)));
    return out;
  });
}

Result<port::Listed<judge::Verdict>> SiteReads::verdicts(std::optional<std::string> equipment,
                                                         std::optional<std::string> tag, port::Page page) {
  if (tag && !equipment)  // every verdict would have to be looked at
    return fail(Code::invalid, "equipment-missing",
                {"Name the equipment as well: a tag is one of its tags.", "请同时指定设备：变量属于某台设备。"},
                "equipment");
  return pool_->with([&](Database& db) -> Result<port::Listed<judge::Verdict>> {
    const auto make = [](const Row& row) { return stored_json<judge::Verdict>(row.text(1)); };
    if (equipment && tag)
      return list_newest<judge::Verdict>(
          db, page, make, 0,
          "select leaf, body from verdicts where equipment = $1 and tag = $2 and leaf < $3 order by leaf desc limit $4",
          *equipment, *tag);
    if (equipment)
      return list_newest<judge::Verdict>(
          db, page, make, 0,
          "select leaf, body from verdicts where equipment = $1 and leaf < $2 order by leaf desc limit $3", *equipment);
    return list_newest<judge::Verdict>(db, page, make, 0,
                                       "select leaf, body from verdicts where leaf < $1 order by leaf desc limit $2");
  });
}

}  // namespace jidoka::sql
