#include "crypto/hash.h"
#include "crypto/password.h"
#include "resource/handlers.h"

namespace jidoka::resource {

struct SaveUser {
  std::string name;
  std::optional<Text> display;
  std::optional<std::vector<std::string>> roles;
  std::optional<std::string> language;
  std::optional<bool> active;
  std::optional<std::string> password;
};
constexpr auto describe(const SaveUser*) {
  using json::field;
  return json::type<SaveUser>("SaveUser", "A user to create or change; what is absent stays as it is",
                              field("name", &SaveUser::name), field("display", &SaveUser::display),
                              field("roles", &SaveUser::roles), field("language", &SaveUser::language, "en or zh"),
                              field("active", &SaveUser::active, "Whether they may sign in"),
                              field("password", &SaveUser::password, "8 to 1024 bytes"));
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

Result<loop::RequestBody> save_user(Request& request) {
  TRY(auto input, body_of<SaveUser>(request));
  loop::SaveUser save{std::move(input.name),  std::move(input.display),
                      std::move(input.roles), std::move(input.language),
                      input.active,           std::nullopt};
  if (input.password) {
    TRY(save.phc, crypto::hash_password(*input.password));
  }
  return save;
}

// Not idempotent by key: a repeated answer would need the secret, which is nowhere kept.
http::awaitable<Result<Response>> create_token(Site& site, Request& request) {
  auto input = body_of<NewToken>(request);
  if (!input) co_return Failure(std::move(input).error());
  CreatedToken created;
  created.token = "jdk_" + crypto::to_base64url(site.random->bytes(32));
  loop::CreateToken create{input->user.value_or(request.caller.user), input->name, input->role,
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
                  &json::schema_of<loop::Done>, writing_hashed(site, save_user)));
  router.add(get("/api/v1/tokens", "tokens.manage", "All tokens, without their secrets", &items_schema<port::TokenView>,
                 reading(site, [&site](Request&) -> Result<Response> {
                   TRY(const auto list, site.reads->tokens());
                   return items(list);
                 })));
  http::Route create = post(
      "/api/v1/tokens", "tokens.manage", "Create a token; it is shown this once", &json::schema_of<NewToken>,
      &json::schema_of<CreatedToken>, [&site](Request& request) { return create_token(site, request); }, 201);
  create.takes_key = false;
  router.add(std::move(create));
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
