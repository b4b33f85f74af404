// How a Site answers what administrators ask of users and tokens. Secrets come hashed; only their hashes are recorded.
#include <algorithm>

#include "crypto/hash.h"
#include "loop/site.h"
#include "plant/permissions.h"

namespace jidoka::loop {
namespace {

Result<void> check_name(const std::string& name, const std::string& field) {
  const bool printable = std::ranges::all_of(name, [](unsigned char c) { return c > ' ' && c != 0x7F; });
  if (name.empty() || name.size() > 64 || !printable)
    return fail(
        Code::invalid, "name-invalid",
        {"A name has 1 to 64 bytes without spaces or control characters.", "名称为 1 到 64 字节，不含空格和控制字符。"},
        field);
  return {};
}

Result<void> check_role(const std::string& role, const plant::Model& model, const std::string& field) {
  if (plant::is_role(role, model)) return {};
  std::string known;
  for (const std::string_view name : plant::role_names(model)) known += (known.empty() ? "" : ", ") + std::string(name);
  return fail(
      Code::invalid, "role-unknown",
      {"There is no role " + role + ". Roles are: " + known + ".", "没有角色 " + role + "。可用角色：" + known + "。"},
      field);
}

}  // namespace

Result<Site::Decided> Site::decide(const Actor& actor, SaveUser& request) {
  TRY_VOID(check_name(request.name, "name"));
  for (const std::string& role : request.roles) TRY_VOID(check_role(role, *model_, "roles"));
  if (request.language != "en" && request.language != "zh")
    return fail(Code::invalid, "language-unknown", {"The language is en or zh.", "语言应为 en 或 zh。"}, "language");
  port::UserSaved saved{request.name, request.display, request.roles, request.language, request.active, std::nullopt};
  if (const auto known = users_.find(request.name); known != users_.end())
    saved.password_sha256 = known->second.password_sha256;
  if (request.phc) {
    const crypto::Hash hash = crypto::sha256(*request.phc);
    saved.password_sha256 = crypto::to_hex(crypto::view(hash));
    group_.commit.credentials.emplace_back(request.name, *request.phc);
  }
  users_[request.name] = saved;
  emit(actor.name, std::move(saved));
  return done(request.name);
}

Result<Site::Decided> Site::decide(const Actor& actor, CreateToken& request) {
  TRY_VOID(check_name(request.user, "user"));
  TRY_VOID(check_role(request.role, *model_, "role"));
  if (request.expires && *request.expires <= now_)
    return fail(Code::invalid, "expires-past",
                {"The token would have expired already. Choose a later time.", "令牌的有效期已过，请选择更晚的时间。"},
                "expires");
  if (!users_.contains(request.user)) {  // a token for a machine: its user has no password and cannot sign in
    port::UserSaved saved{request.user, same_text(request.user), {request.role}, "en", true, std::nullopt};
    users_[request.user] = saved;
    emit(actor.name, std::move(saved));
  }
  port::TokenCreated token{next_id("T"), request.user,          request.name,
                           request.role, request.secret_sha256, request.expires};
  tokens_[token.id] = token;
  std::string id = token.id;
  emit(actor.name, std::move(token));
  return done(std::move(id));
}

Result<Site::Decided> Site::decide(const Actor& actor, RevokeToken& request) {
  if (tokens_.erase(request.id) == 0)
    return fail(Code::not_found, "token-unknown",
                {"There is no token " + request.id + " in use.", "没有在用的令牌 " + request.id + "。"}, "id");
  emit(actor.name, port::TokenRevoked{request.id});
  return done(request.id);
}

}  // namespace jidoka::loop
