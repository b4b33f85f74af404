#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "crypto/hash.h"
#include "jidoka/command.h"
#include "jidoka/local_site.h"
#include "jidoka/site_door.h"
#include "jidoka/system.h"

namespace jidoka::app {

namespace {

struct Settings {
  StoreChoice store;
  std::string user;
  std::string role;
  std::string name = "command line";
  std::string expires;
};

// A span from now, or a moment.
Result<std::optional<Instant>> expiry_of(const std::string& text, Instant now) {
  if (text.empty()) return std::nullopt;
  if (const auto span = parse_duration(text)) return now + *span;
  if (const auto moment = parse_instant(text)) return *moment;
  return fail(Code::invalid, "expires",
              {"--expires takes a span such as 90d or a time such as 2027-01-01T00:00:00Z, not " + text + ".",
               "--expires 须为时长（如 90d）或时间（如 2027-01-01T00:00:00Z），而不是 " + text + "。"});
}

Result<int> create_token(Console& console, const Settings& settings) {
  SystemClock clock;
  SystemRandom random;
  TRY(const StoreUrl url, settings.store.url());
  const bool is_new = !must_exist(url);  // a site may begin with the token of whoever sets it up
  TRY(const auto expires, expiry_of(settings.expires, clock.now()));
  const std::string token = "jdk_" + crypto::to_base64url(random.bytes(32));
  loop::CreateToken create{settings.user, settings.name, settings.role,
                           crypto::to_hex(crypto::view(crypto::sha256(token))), expires};
  TRY(const auto site, LocalSite::open(url, clock, random));
  TRY_VOID(site->ask<loop::Done>(std::move(create)));
  if (is_new)
    console.err << console.say({"A new store was made: " + url.text, "已新建数据库：" + url.text}) << std::endl;
  console.out << token << '\n';
  return done;
}

}  // namespace

Run token_create_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_store_options(options, settings->store);
  app.add_option(
         "--user", settings->user,
         options.help({"Whose token it is; the user is created when there is none", "令牌所属用户；不存在时自动创建"}))
      ->required();
  app.add_option("--role", settings->role,
                 options.help({"What it may do: source, station, viewer …", "令牌的角色：source、station、viewer 等"}))
      ->required();
  app.add_option("--name", settings->name, options.help({"What it is for", "用途"}))->capture_default_str();
  app.add_option("--expires", settings->expires,
                 options.help({"90d, or a time; never by default", "90d 或具体时间；默认不过期"}));
  return [settings](Console& console) { return create_token(console, *settings); };
}

}  // namespace jidoka::app
