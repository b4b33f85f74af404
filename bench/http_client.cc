#include "http_client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace jidoka::bench {

HttpClient::HttpClient(const std::string& host, int port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  if (socket_ < 0 || ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    fmt::print(stderr, "cannot connect to {}:{}\n", host, port);
    std::exit(1);
  }
}

HttpClient::~HttpClient() { ::close(socket_); }

bool HttpClient::fill() {
  std::array<char, 65536> buffer{};
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  in_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

Answer HttpClient::send(std::string_view head, std::string_view body) {
  std::array<iovec, 2> parts = {iovec{const_cast<char*>(head.data()), head.size()},
                                iovec{const_cast<char*>(body.data()), body.size()}};
  std::size_t left = head.size() + body.size();
  while (left > 0) {
    const ssize_t sent = ::writev(socket_, parts.data(), 2);
    if (sent <= 0) return {};
    left -= static_cast<std::size_t>(sent);
    auto skip = static_cast<std::size_t>(sent);
    for (iovec& part : parts) {
      const std::size_t step = std::min(skip, part.iov_len);
      part.iov_base = static_cast<char*>(part.iov_base) + step;
      part.iov_len -= step;
      skip -= step;
    }
  }
  std::size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return {};
  Answer answer;
  answer.status = std::atoi(in_.c_str() + 9);
  std::string headers = in_.substr(0, end);
  for (char& c : headers) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::size_t found = headers.find("content-length:");
  const std::size_t length = found == std::string::npos ? 0 : std::strtoull(headers.c_str() + found + 15, nullptr, 10);
  while (in_.size() < end + 4 + length)
    if (!fill()) return {};
  answer.body = in_.substr(end + 4, length);
  in_.erase(0, end + 4 + length);
  return answer;
}

std::string post_head(std::string_view path, std::string_view token, std::string_view content_type,
                      std::size_t length) {
  const std::string authorization = token.empty() ? "" : fmt::format("Authorization: Bearer {}\r\n", token);
  return fmt::format("POST {} HTTP/1.1\r\nHost: bench\r\n{}Content-Type: {}\r\nContent-Length: {}\r\n\r\n", path,
                     authorization, content_type, length);
}

std::string get_head(std::string_view path, std::string_view token) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n\r\n", path, token);
}

}  // namespace jidoka::bench
