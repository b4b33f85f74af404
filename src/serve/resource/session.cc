#include "http/problem.h"
#include "plant/permissions.h"
#include "resource/handlers.h"
#include "session/cookie.h"

namespace jidoka::resource {

struct SignIn {
  std::string user;
  std::string password;
};
constexpr auto describe(const SignIn*) {
  return json::type<SignIn>("SignIn", "A user's name and password", json::field("user", &SignIn::user),
                            json::field("password", &SignIn::password));
}
struct Me {
  std::string user;
  Text display;
  std::vector<std::string> roles;
  std::vector<std::string> permissions;
  std::string language;
};
constexpr auto describe(const Me*) {
  using json::field;
  return json::type<Me>("Me", "Who is signed in, and what they may do", field("user", &Me::user),
                        field("display", &Me::display), field("roles", &Me::roles),
                        field("permissions", &Me::permissions), field("language", &Me::language));
}
struct ChangeMe {
  std::string language;
};
constexpr auto describe(const ChangeMe*) {
  return json::type<ChangeMe>("ChangeMe", "Your own settings",
                              json::field("language", &ChangeMe::language, "en or zh"));
}

namespace {

Me me_of(Site& site, const port::UserView& user) {
  return {user.name, user.display, user.roles, plant::permissions_of(user.roles, *site.model()), user.language};
}

Response too_many(Duration wait, const Request& request) {
  const std::string s = std::to_string(wait.ns / 1'000'000'000 + 1);
  return http::problem(make_error(Code::busy, "too-many-failures",
                                  {"Too many failed attempts. Try again in " + s + " s.",
                                   "登录失败次数过多，请在 " + s + " 秒后重试。"}),
                       wait + seconds(1), request);
}

Result<Response> sign_in(Site& site, Request& request) {
  // A cookie is set, so a foreign page must not be able to do this either: it cannot send JSON across origins unasked.
  TRY(const auto input, body_of<SignIn>(request));
  TRY(const auto answer, site.gate->sign_in(input.user, input.password, request.remote));
  if (const auto* refused = std::get_if<session::TooManyFailures>(&answer)) return too_many(refused->wait, request);
  const auto& signed_in = std::get<session::SignedIn>(answer);
  Response response = ok(me_of(site, signed_in.user));
  response.headers.emplace_back("set-cookie", session::set_cookie(signed_in.cookie, request.is_secure));
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

Result<Response> me(Site& site, Request& request) {
  TRY(const auto found, site.reads->credential(request.caller.name));
  if (found) return ok(me_of(site, found->user));
  // A token is nobody; it has a role all the same.
  const Text name = same_text(request.caller.name);
  return ok(Me{request.caller.name, name, request.caller.roles,
               plant::permissions_of(request.caller.roles, *site.model()), "en"});
}

Result<loop::RequestBody> change_me(Request& request) {
  TRY(auto input, body_of<ChangeMe>(request));
  if (!request.caller.by_cookie) return fail(not_found("user", "用户", request.caller.name));
  return loop::SaveUser{.name = request.caller.name, .language = std::move(input.language)};
}

// The cookie is the browser's to drop; whoever else has a copy of it, or another one, is signed out by the loop.
http::awaitable<Result<Response>> sign_out(Site& site, Request& request) {
  Response response = http::no_content();
  response.headers.emplace_back("set-cookie", session::clear_cookie(request.is_secure));
  http::Caller caller;
  auto known = co_await on_pool(*site.pool, [&]() -> Result<Response> {
    TRY(caller, site.gate->find(request));
    return Response();
  });
  if (!known && known.error().code != Code::unauthenticated) co_return Failure(std::move(known).error());
  if (!known || !caller.by_cookie) co_return response;
  loop::Request asked{
      {caller.name, caller.roles}, std::nullopt, loop::SaveUser{.name = caller.name, .ends_sessions = true}};
  auto done = co_await submitted(site, std::move(asked));
  if (!done) co_return Failure(std::move(done).error());
  co_return response;
}

}  // namespace

void add_session(http::Router& router, Site& site) {
  router.add(post("/api/v1/session", http::for_everybody, "Sign in", &json::schema_of<SignIn>, &json::schema_of<Me>,
                  hashing(site, [&site](Request& request) { return sign_in(site, request); })));
  router.add({"DELETE",
              "/api/v1/session",
              http::for_everybody,
              "Sign out everywhere",
              {},
              {},
              {},
              204,
              [&site](Request& request) { return sign_out(site, request); }});
  router.add(get("/api/v1/me", http::for_the_signed_in, "Who is signed in", &json::schema_of<Me>,
                 reading(site, [&site](Request& request) { return me(site, request); })));
  router.add({"PATCH",
              "/api/v1/me",
              http::for_the_signed_in,
              "Change your own settings",
              {},
              {{"application/json", &json::schema_of<ChangeMe>}},
              {{"application/json", &json::schema_of<loop::Done>}},
              200,
              writing(site, change_me)});
}

}  // namespace jidoka::resource
