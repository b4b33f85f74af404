// How a Site answers what administrators ask of users and tokens. Secrets come hashed; only their hashes are recorded.
#include <algorithm>

#include "crypto/hash.h"
#include "loop/site.h"
#include "plant/permissions.h"

namespace jidoka::loop {
namespace {

// "token:…" and "jidoka" stand in the ledger for others than users.
Result<void> check_name(const std::string& name, const std::string& field) {
  const bool printable = std::ranges::all_of(name, [](unsigned char c) { return c > ' ' && c != 0x7F; });
  if (name.empty() || name.size() > 64 || !printable || name.starts_with("token:") || name == "jidoka")
    return fail(
        Code::invalid, "name-invalid",
        {"A user's name has 1 to 64 bytes without spaces or control characters, is not jidoka and does not begin "
         "with token:.",
         "用户名为 1 到 64 字节，不含空格和控制字符，不得为 jidoka，也不得以 token: 开头。"},
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

Result<void> check_grant(const Actor& actor, const std::vector<std::string>& roles, const plant::Model& model,
                         const std::string& field) {
  std::string lacking;
  for (const std::string& permission : plant::beyond(actor.roles, roles, model))
    lacking += (lacking.empty() ? "" : ", ") + permission;
  if (lacking.empty()) return {};
  return fail(Code::forbidden, "grants-beyond-own",
              {"This goes beyond what you may yourself: " + lacking + ". Ask an administrator.",
               "此操作超出您本人的权限：" + lacking + "。请联系系统管理员。"},
              field);
}

}  // namespace

Result<Site::Decided> Site::decide(const Actor& actor, SaveUser& request) {
  TRY_VOID(check_name(request.name, "name"));
  port::UserSaved saved{request.name, same_text(request.name), {}, "en", true, {}, {}};
  if (const auto known = users_.find(request.name); known != users_.end()) {
    saved = known->second;
    // A new password for somebody is a way to become him.
    if (actor.name != request.name) TRY_VOID(check_grant(actor, saved.roles, *model_, "name"));
  }
  if (request.roles) {
    for (const std::string& role : *request.roles) TRY_VOID(check_role(role, *model_, "roles"));
    TRY_VOID(check_grant(actor, *request.roles, *model_, "roles"));
    saved.roles = std::move(*request.roles);
  }
  if (request.language && *request.language != "en" && *request.language != "zh")
    return fail(Code::invalid, "language-unknown", {"The language is en or zh.", "语言应为 en 或 zh。"}, "language");
  if (request.display) saved.display = std::move(*request.display);
  if (request.language) saved.language = std::move(*request.language);
  if (request.active) saved.active = *request.active;
  if (request.phc) {
    const crypto::Hash hash = crypto::sha256(*request.phc);
    saved.password_sha256 = crypto::to_hex(crypto::view(hash));
    group_.commit.credentials.emplace_back(request.name, *request.phc);
  }
  if (request.ends_sessions) saved.sessions_from = now_;
  users_[request.name] = saved;
  emit(actor.name, std::move(saved));
  return done(request.name);
}

Result<Site::Decided> Site::decide(const Actor& actor, CreateToken& request) {
  TRY_VOID(check_name(request.user, "user"));
  TRY_VOID(check_role(request.role, *model_, "role"));
  TRY_VOID(check_grant(actor, {request.role}, *model_, "role"));
  if (request.expires && *request.expires <= now_)
    return fail(Code::invalid, "expires-past",
                {"The token would have expired already. Choose a later time.", "令牌的有效期已过，请选择更晚的时间。"},
                "expires");
  if (!users_.contains(request.user)) {  // a token for a machine: its user has no password and cannot sign in
    port::UserSaved saved{request.user, same_text(request.user), {request.role}, "en", true, {}, {}};
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
