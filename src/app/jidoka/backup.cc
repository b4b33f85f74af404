#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "jidoka/command.h"
#include "jidoka/site_door.h"
#include "jidoka/store_url.h"

namespace jidoka::app {

Run backup_command(Options options) {
  struct Settings {
    StoreChoice store;
    std::string to;
  };
  auto settings = std::make_shared<Settings>();
  add_store_options(options, settings->store);
  options.app()
      .add_option("--to", settings->to,
                  options.help({"Folder to make; it can be opened as a store", "要新建的目录；可直接作为数据库打开"}))
      ->required();
  return [settings](Console& console) -> Result<int> {
    TRY(const StoreUrl url, settings->store.url());
    TRY_VOID(back_up(url, settings->to));
    console.err << console.say(
                       {"Copied to " + settings->to + ". It holds the signing key: keep it as safe as the store.",
                        "已备份到 " + settings->to + "。其中含有签名密钥，请与数据库同等保护。"})
                << '\n';
    return done;
  };
}

}  // namespace jidoka::app
