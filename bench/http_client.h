// The smallest HTTP/1.1 client that can load a server on this machine: one blocking keep-alive connection, requests
// written from a prepared buffer, answers read to their Content-Length.
#pragma once

#include <string>
#include <string_view>

namespace jidoka::bench {

struct Answer {
  int status = 0;
  std::string body;
};

class HttpClient {
 public:
  HttpClient(const std::string& host, int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // `head` ends with a blank line; status 0 when the connection broke.
  Answer send(std::string_view head, std::string_view body);

 private:
  bool fill();

  int socket_ = -1;
  std::string in_;
};

std::string post_head(std::string_view path, std::string_view token, std::string_view content_type, std::size_t length);
std::string get_head(std::string_view path, std::string_view token);

}  // namespace jidoka::bench
