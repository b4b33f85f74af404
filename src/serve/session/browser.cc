#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/hash.h"
#include "session/gate.h"

namespace jidoka::session {

void add_security_headers(http::Response& response) {
  response.headers.emplace_back("content-security-policy",
                                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                                "object-src 'none'; base-uri 'self'; "
                                "form-action 'self'; frame-ancestors 'none'");
  response.headers.emplace_back("x-content-type-options", "nosniff");
  response.headers.emplace_back("x-frame-options", "DENY");
  response.headers.emplace_back("referrer-policy", "no-referrer");
}

namespace {

Failure cannot_use(const std::string& file) {
  return fail(Code::unavailable, "session-secret",
              {"The session secret " + file + " cannot be read or made.", "无法读取或创建会话密钥文件 " + file + "。"});
}

}  // namespace

Result<std::string> load_secret(const std::string& file) {
  // O_EXCL: of two servers that start at once, one makes it and the other reads it.
  if (const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); made >= 0) {
    const std::string secret = crypto::random_bytes(32);
    const bool written = ::write(made, secret.data(), secret.size()) == 32 && ::fsync(made) == 0;
    ::close(made);
    if (!written) return cannot_use(file);
    return secret;
  }
  const int there = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (there < 0) return cannot_use(file);
  std::string secret(33, '\0');
  const ssize_t size = ::read(there, secret.data(), secret.size());
  struct stat about{};
  const bool is_private = ::fstat(there, &about) == 0 && (about.st_mode & 077) == 0;
  ::close(there);
  if (size != 32 || !is_private) return cannot_use(file);
  secret.resize(32);
  return secret;
}

}  // namespace jidoka::session
