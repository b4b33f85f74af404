#include <fmt/format.h>

#include <CLI/App.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

#include "jidoka/command.h"
#include "jidoka/site_door.h"
#include "ledger/bundle.h"

namespace jidoka::app {

namespace {

struct Settings {
  std::string file;
  std::string key;
  StoreChoice store;
};

Result<int> verify_kept(Console& console, const Settings& settings) {
  TRY(const StoreUrl url, settings.store.url());
  const auto progress = [&](const Text& step, std::uint64_t made, std::uint64_t total) {
    if (!console.err_is_terminal) return;
    console.err << fmt::format("\r{:<60}", fmt::format("{} {} / {}", console.say(step), made, total)) << std::flush;
  };
  const auto verified = verify_store(url, progress);
  if (console.err_is_terminal) console.err << fmt::format("\r{:<60}\r", "");
  if (!verified) return Failure(verified.error());
  const sql::VerifyReport& found = *verified;
  const std::string batches = std::to_string(found.batches) + (found.batches == 1 ? " batch" : " batches");
  console.out << console.say(
                     {fmt::format("intact: {} facts, {} readings ({} pages, {} not packed yet), {} rows in {} tables",
                                  found.leaves, found.readings, found.pages, batches, found.rows, found.tables),
                      fmt::format("完整：{} 条事实，{} 个读数（{} 个数据页、{} 个采集批），{} 行数据（{} 张表）",
                                  found.leaves, found.readings, found.pages, found.batches, found.rows, found.tables)})
              << "\n"
              << console.say({"root ", "根哈希 "}) << found.root << '\n';
  return done;
}

Result<int> verify_file(Console& console, const Settings& settings) {
  std::ifstream stream(settings.file, std::ios::binary);
  if (!stream)
    return fail(Code::not_found, "unreadable",
                {settings.file + " cannot be read.", "无法读取 " + settings.file + "。"});
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  TRY(const ledger::VerifiedExport proven, ledger::verify_export(text, settings.key));
  const std::string entries = std::to_string(proven.entries.size());
  const std::string size = std::to_string(proven.checkpoint.head.size);
  console.out << console.say(
                     {"intact: " + entries + " entries are part of the record " + proven.checkpoint.origin + " of " +
                          size + " entries",
                      "完整：" + entries + " 条记录属于账本 " + proven.checkpoint.origin + "（共 " + size + " 条）"})
              << '\n';
  if (proven.continues) {
    const std::string earlier = std::to_string(proven.continues->head.size);
    console.out << console.say({"it continues the record of " + earlier + " entries unchanged",
                                "其前 " + earlier + " 条自此前的检查点以来未变"})
                << '\n';
  }
  console.out << console.say({"signed by ", "签名密钥："}) << proven.vkey << '\n';
  if (settings.key.empty())
    console.err << console.say(
                       {"The file brings its own key. Compare it with the one that you kept, or give that with --key.",
                        "文件自带密钥。请与您留存的密钥核对，或用 --key 指定。"})
                << '\n';
  return done;
}

}  // namespace

Run ledger_verify_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  app.add_option(
      "file", settings->file,
      options.help({"An exported proof; without it, the store is verified", "导出的证明文件；不指定则校验数据库"}));
  app.add_option("--key", settings->key,
                 options.help({"The key (vkey) that you kept from before", "您此前留存的密钥（vkey）"}));
  add_store_options(options, settings->store);
  return [settings](Console& console) {
    return settings->file.empty() ? verify_kept(console, *settings) : verify_file(console, *settings);
  };
}

}  // namespace jidoka::app
