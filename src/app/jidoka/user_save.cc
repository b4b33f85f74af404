#include <CLI/App.hpp>
#include <istream>
#include <memory>
#include <ostream>

#include "crypto/password.h"
#include "jidoka/command.h"
#include "jidoka/local_site.h"
#include "jidoka/site_door.h"
#include "jidoka/system.h"

namespace jidoka::app {

namespace {

struct Settings {
  StoreChoice store;
  std::string name;
  std::vector<std::string> roles;
  std::string display;
  std::string display_zh;
  std::string own_language;
  bool password_stdin = false;
  bool inactive = false;
};

Result<int> save_user(Console& console, const Settings& settings) {
  SystemClock clock;
  SystemRandom random;
  TRY(const StoreUrl url, settings.store.url());
  loop::SaveUser save;
  save.name = settings.name;
  if (!settings.display.empty() || !settings.display_zh.empty()) {
    const std::string shown = settings.display.empty() ? settings.name : settings.display;
    save.display = Text{shown, settings.display_zh.empty() ? shown : settings.display_zh};
  }
  save.roles = settings.roles;
  if (!settings.own_language.empty()) save.language = settings.own_language;
  save.active = !settings.inactive;
  if (settings.password_stdin) {
    std::string password;
    std::getline(console.in, password);
    if (password.ends_with('\r')) password.pop_back();
    TRY(save.phc, crypto::hash_password(password));
  }
  TRY(const auto site, LocalSite::open(url, clock, random));
  TRY(const loop::Done saved, site->ask<loop::Done>(std::move(save)));
  console.err << console.say({"User " + saved.id + " is saved.", "用户 " + saved.id + " 已保存。"}) << '\n';
  return done;
}

}  // namespace

Run user_save_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_store_options(options, settings->store);
  app.add_option("--name", settings->name, options.help({"Name to sign in with", "登录名"}))->required();
  app.add_option("--role", settings->roles,
                 options.help({"Role, such as quality_engineer; may be repeated", "角色，如 quality_engineer；可重复"}))
      ->required()
      ->allow_extra_args(false);
  app.add_option("--display", settings->display, options.help({"Name as shown", "显示名"}));
  app.add_option("--display-zh", settings->display_zh, options.help({"The same in Chinese", "中文显示名"}));
  app.add_option("--user-language", settings->own_language,
                 options.help({"Language of this user's pages: en or zh; en for a new user",
                               "该用户的界面语言：en 或 zh；新用户默认为 en"}));
  app.add_flag("--password-stdin", settings->password_stdin,
               options.help({"Read the password from the first line of standard input; without it the password stays",
                             "从标准输入的第一行读取密码；不加则密码不变"}));
  app.add_flag("--inactive", settings->inactive, options.help({"May no longer sign in", "停用该用户"}));
  return [settings](Console& console) { return save_user(console, *settings); };
}

}  // namespace jidoka::app
