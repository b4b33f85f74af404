#include "crypto/hash.h"
#include "crypto/password.h"
#include "plant/permissions.h"
#include "resource/handlers.h"
#include "resource/routes.h"

namespace jidoka::resource {

struct SaveUser {
  std::string name;
  std::optional<Text> display;
  std::vector<std::string> roles;
  std::optional<std::string> language;
  bool active = true;
  std::optional<std::string> password;
};
constexpr auto describe(const SaveUser*) {
  using json::defaulted, json::field;
  return json::type<SaveUser>("SaveUser", "A user to create or change", field("name", &SaveUser::name),
                              field("display", &SaveUser::display, "The name by default"),
                              defaulted("roles", &SaveUser::roles), field("language", &SaveUser::language, "en or zh"),
                              defaulted("active", &SaveUser::active),
                              field("password", &SaveUser::password, "8 to 1024 bytes; absent: unchanged"));
}
struct NewToken {
  std::string name;
  std::string role;
  std::optional<std::string> user;
  std::optional<Instant> expires;
};
constexpr auto describe(const NewToken*) {
  using json::field;
  return json::type<NewToken>("NewToken", "A token for a source, a station or a program",
                              field("name", &NewToken::name),
                              field("role", &NewToken::role, "source, station, viewer …"),
                              field("user", &NewToken::user, "Whose it is; yours by default"),
                              field("expires", &NewToken::expires, "Never by default"));
}
struct CreatedToken {
  std::string id;
  std::string token;
};
constexpr auto describe(const CreatedToken*) {
  return json::type<CreatedToken>("CreatedToken", "The token itself, shown this once",
                                  json::field("id", &CreatedToken::id), json::field("token", &CreatedToken::token));
}

namespace {

Result<void> check_roles(Site& site, const std::vector<std::string>& roles, std::string_view field) {
  const plant::ModelPtr model = site.model();
  for (const std::string& role : roles)
    if (!plant::is_role(role, *model))
      return fail(Code::invalid, "unknown-role", {"There is no role " + role + ".", "没有角色 " + role + "。"},
                  std::string(field));
  return {};
}

Result<loop::RequestBody> save_user(Site& site, Request& request) {
  TRY(auto input, body_of<SaveUser>(request));
  if (input.name.empty() || input.name.size() > 64 || input.name.starts_with("token:") || input.name == "jidoka")
    return fail(Code::invalid, "bad-name",
                {"A user's name has 1 to 64 bytes, is not jidoka and does not begin with token:.",
                 "用户名须为 1 至 64 字节，不得为 jidoka，也不得以 token: 开头。"},
                "name");
  if (input.language && *input.language != "en" && *input.language != "zh")
    return fail(Code::invalid, "bad-language", {"language must be en or zh.", "language 须为 en 或 zh。"}, "language");
  TRY_VOID(check_roles(site, input.roles, "roles"));
  loop::SaveUser save;
  save.display = input.display.value_or(same_text(input.name));
  save.name = std::move(input.name);
  save.roles = std::move(input.roles);
  save.language = input.language.value_or("en");
  save.active = input.active;
  if (input.password) {
    TRY(save.phc, crypto::hash_password(*input.password));
  }
  return save;
}

// Not idempotent by key: a repeated answer would need the secret, which is nowhere kept.
http::awaitable<Result<Response>> create_token(Site& site, Request& request) {
  auto input = body_of<NewToken>(request);
  if (!input) co_return Failure(std::move(input).error());
  if (auto known = check_roles(site, {input->role}, "role"); !known) co_return Failure(std::move(known).error());
  CreatedToken created;
  created.token = "jdk_" + crypto::to_base64url(site.random->bytes(32));
  loop::CreateToken create{input->user.value_or(request.caller.name), input->name, input->role,
                           crypto::to_hex(crypto::view(crypto::sha256(created.token))), input->expires};
  loop::Request asked = to_loop(request, std::move(create));
  asked.idempotency_key.reset();
  auto reply = co_await submitted(site, std::move(asked));
  if (!reply) co_return Failure(std::move(reply).error());
  auto done = json::decode<loop::Done>(std::string_view(reply->json));
  if (!done) co_return Failure(std::move(done).error());
  created.id = std::move(done->id);
  Response response = ok(created);
  response.status = 201;
  response.headers.emplace_back("cache-control", "no-store");
  co_return response;
}

}  // namespace

void add_people(http::Router& router, Site& site) {
  router.add(get("/api/v1/users", "users.manage", "All users", &items_schema<port::UserView>,
                 reading(site, [&site](Request&) -> Result<Response> {
                   TRY(const auto list, site.reads->users());
                   return items(list);
                 })));
  router.add(post("/api/v1/users", "users.manage", "Create or change a user", &json::schema_of<SaveUser>,
                  &json::schema_of<loop::Done>,
                  writing_slowly(site, [&site](Request& request) { return save_user(site, request); })));
  router.add(get("/api/v1/tokens", "tokens.manage", "All tokens, without their secrets", &items_schema<port::TokenView>,
                 reading(site, [&site](Request&) -> Result<Response> {
                   TRY(const auto list, site.reads->tokens());
                   return items(list);
                 })));
  router.add(post(
      "/api/v1/tokens", "tokens.manage", "Create a token; it is shown this once", &json::schema_of<NewToken>,
      &json::schema_of<CreatedToken>, [&site](Request& request) { return create_token(site, request); }, 201));
  router.add({"DELETE",
              "/api/v1/tokens/{id}",
              "tokens.manage",
              "Revoke a token",
              {},
              {},
              {{"application/json", &json::schema_of<loop::Done>}},
              200,
              writing(site, [](Request& request) -> Result<loop::RequestBody> {
                return loop::RevokeToken{request.parameters[0]};
              })});
}

}  // namespace jidoka::resource
