// A store that fails as disks do: before a commit, after it (the acknowledgement is lost), or when it is read.
#pragma once

#include <memory>
#include <random>

#include "port/store.h"

namespace jidoka::simulation {

class FaultyStore final : public port::Store {
 public:
  FaultyStore(std::unique_ptr<port::Store> store, std::mt19937_64& random, std::uint64_t one_in)
      : store_(std::move(store)), random_(random), one_in_(one_in) {}
  void be_kind() { one_in_ = 0; }

  Result<port::Recovered> recover() override {
    if (fails()) return broken();
    return store_->recover();
  }
  // It may fail in the midst of it.
  Result<void> replay(const TakeBatch& take) override {
    return store_->replay([&](std::uint64_t batch, const sense::Columns& columns) -> Result<void> {
      if (fails()) return broken();
      return take(batch, columns);
    });
  }
  Result<port::Receipt> commit(port::Commit commit) override {
    if (fails()) return broken();
    auto receipt = store_->commit(std::move(commit));
    if (receipt && fails()) return broken();
    return receipt;
  }
  Result<std::optional<produce::Item>> load_item(const produce::ItemRef& item) override {
    if (fails()) return broken();
    return store_->load_item(item);
  }
  Result<std::vector<port::StoredSample>> load_samples(sense::StreamNumber stream, Instant from, Instant to) override {
    if (fails()) return broken();
    return store_->load_samples(stream, from, to);
  }
  Result<std::vector<port::StoredSample>> load_samples_at(sense::StreamNumber stream,
                                                          std::span<const std::int64_t> times) override {
    if (fails()) return broken();
    return store_->load_samples_at(stream, times);
  }
  Result<std::optional<std::string>> load_reply(const std::string& key) override {
    if (fails()) return broken();
    return store_->load_reply(key);
  }
  Result<std::optional<port::QuarantinedReading>> load_quarantined(const std::string& id) override {
    if (fails()) return broken();
    return store_->load_quarantined(id);
  }
  Result<bool> has_alarm(const std::string& id) override {
    if (fails()) return broken();
    return store_->has_alarm(id);
  }
  Result<std::vector<sense::Refusal>> load_open_quarantine(const std::string& source, std::size_t most) override {
    if (fails()) return broken();
    return store_->load_open_quarantine(source, most);
  }
  Result<std::optional<std::string>> load_timed_out(const std::string& command) override {
    if (fails()) return broken();
    return store_->load_timed_out(command);
  }
  Result<std::vector<port::InboxRequest>> inbox() override {
    if (fails()) return broken();
    return store_->inbox();
  }

 private:
  bool fails() { return one_in_ != 0 && random_() % one_in_ == 0; }
  static Failure broken() { return fail(Code::unavailable, "disk", {"Input/output error.", "输入输出错误。"}); }

  std::unique_ptr<port::Store> store_;
  std::mt19937_64& random_;
  std::uint64_t one_in_;
};

}  // namespace jidoka::simulation
