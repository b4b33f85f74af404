#include "resource/pages.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>

#include "crypto/hash.h"

namespace jidoka::resource {

namespace {

constexpr off_t largest_page = 64 << 20;

std::string_view type_of(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {{".html", "text/html; charset=utf-8"},
                                                                     {".js", "text/javascript; charset=utf-8"},
                                                                     {".mjs", "text/javascript; charset=utf-8"},
                                                                     {".css", "text/css; charset=utf-8"},
                                                                     {".json", "application/json"},
                                                                     {".svg", "image/svg+xml"},
                                                                     {".png", "image/png"},
                                                                     {".ico", "image/x-icon"},
                                                                     {".woff2", "font/woff2"},
                                                                     {".webmanifest", "application/manifest+json"},
                                                                     {".txt", "text/plain; charset=utf-8"},
                                                                     {".map", "application/json"}};
  for (const auto& [suffix, type] : types)
    if (name.ends_with(suffix)) return type;
  return "application/octet-stream";
}

bool is_plain(std::string_view name) {
  return !name.empty() && !name.starts_with('.') &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

// Folder by folder from an open one, never through a link, so that no name can lead outside.
std::optional<std::string> read_below(const std::string& folder, const std::vector<std::string>& names,
                                      std::string_view suffix) {
  int at = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (std::size_t i = 0; at >= 0 && i < names.size(); ++i) {
    const bool is_last = i + 1 == names.size();
    const std::string name = names[i] + (is_last ? std::string(suffix) : "");
    const int next =
        ::openat(at, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (is_last ? 0 : O_DIRECTORY));
    ::close(at);
    at = next;
  }
  if (at < 0) return std::nullopt;
  struct stat about{};
  std::optional<std::string> bytes;
  if (::fstat(at, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= largest_page) {
    bytes.emplace(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes->size()) {
      const ssize_t n = ::read(at, bytes->data() + have, bytes->size() - have);
      if (n <= 0) break;
      have += static_cast<std::size_t>(n);
    }
    bytes->resize(have);
  }
  ::close(at);
  return bytes;
}

bool takes_gzip(const http::Request& request) {
  return request.header("accept-encoding").find("gzip") != std::string_view::npos;
}

}  // namespace

Result<http::Response> page(const std::string& folder, const http::Request& request) {
  std::vector<std::string> names = request.segments;
  bool is_plain_path = !folder.empty();
  if (names.size() == 1 && names[0].empty()) names = {"index.html"};
  for (const std::string& name : names) is_plain_path = is_plain_path && is_plain(name);
  // A page of the application, not a missing file; and asked for by a browser, not by a program that takes this for
  // another product's server (GET /ping, GET /write): that one must not be told that all is well.
  const bool may_fall_back = names.back().find('.') == std::string::npos &&
                             request.header("accept").find("text/html") != std::string_view::npos;
  for (int attempt = 0; is_plain_path && attempt < 2; ++attempt) {
    std::optional<std::string> packed = takes_gzip(request) ? read_below(folder, names, ".gz") : std::nullopt;
    const bool is_packed = packed.has_value();
    std::optional<std::string> bytes = is_packed ? std::move(packed) : read_below(folder, names, "");
    if (bytes) {
      http::Response response;
      response.content_type = type_of(names.back());
      response.body = std::move(*bytes);
      response.headers.emplace_back("vary", "accept-encoding");
      if (is_packed) response.headers.emplace_back("content-encoding", "gzip");
      // Vite names its assets by their hash; index.html names the assets and must be asked for again.
      const bool is_hashed = names.size() > 1 && names[0] == "assets";
      response.headers.emplace_back("cache-control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
      response.headers.emplace_back(
          "etag", "\"" + crypto::to_hex(crypto::view(crypto::sha256(response.body))).substr(0, 20) + "\"");
      return response;
    }
    if (!may_fall_back) break;
    names = {"index.html"};
  }
  return fail(Code::not_found, "not-found", {"There is no such page.", "没有该页面。"});
}

}  // namespace jidoka::resource
