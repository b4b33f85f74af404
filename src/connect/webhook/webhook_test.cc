#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "webhook/target.h"

namespace jidoka::webhook {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};

TEST(Endpoints, are_read_from_urls) {
  const auto plain = parse_endpoint("http://plc.line-1:8080/commands?x=1");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->host, "plc.line-1");
  EXPECT_EQ(plain->port, "8080");
  EXPECT_EQ(plain->target, "/commands?x=1");
  EXPECT_EQ(parse_endpoint("https://host")->port, "443");
  EXPECT_EQ(parse_endpoint("https://host?x")->target, "/?x");
  EXPECT_EQ(parse_endpoint("http://[::1]:9/")->host, "::1");
  for (const char* bad : {"", "ftp://x/", "http://", "http:///x", "http://u:p@h/", "http://h/a b", "http://h/\r\nX: y",
                          "http://h:0/", "http://h:99999/", "http://h:/", "http://h/#f", "//h/", "http://[::1/"})
    EXPECT_FALSE(parse_endpoint(bad)) << bad;
}

TEST(Signatures, are_right_for_their_body_and_time_only) {
  const std::string header = signature("secret", "{\"a\":1}", now);
  EXPECT_TRUE(header.starts_with("t=1767225600,v1="));
  EXPECT_TRUE(signature_is_right(header, "secret", "{\"a\":1}", now + seconds(1)));
  EXPECT_FALSE(signature_is_right(header, "secret", "{\"a\":2}", now));
  EXPECT_FALSE(signature_is_right(header, "other", "{\"a\":1}", now));
  EXPECT_FALSE(signature_is_right(header, "secret", "{\"a\":1}", now + minutes(6)));
  EXPECT_FALSE(signature_is_right(header, "secret", "{\"a\":1}", now - minutes(6)));
  EXPECT_FALSE(signature_is_right("t=,v1=", "secret", "{\"a\":1}", now));
  EXPECT_FALSE(signature_is_right("", "secret", "{\"a\":1}", now));
}

// Answers one connection with the given bytes and keeps what it received.
class Receiver {
 public:
  explicit Receiver(std::string answer) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(fd_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(fd_, 4), 0);
    getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(answer)] {
      const int client = accept(fd_, nullptr, nullptr);
      char piece[4096];
      while (client >= 0 && received.find("}") == std::string::npos) {
        const ssize_t n = recv(client, piece, sizeof piece, 0);
        if (n <= 0) break;
        received.append(piece, static_cast<std::size_t>(n));
      }
      if (!answer.empty())
        (void)!send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      else
        (void)!recv(client, piece, sizeof piece, 0);  // until the other side gives up
      close(client);
    });
  }
  ~Receiver() {
    if (thread_.joinable()) thread_.join();
    close(fd_);
  }
  Delivered get(Duration timeout = seconds(5)) {
    Target target;
    target.endpoint = *parse_endpoint("http://127.0.0.1:" + std::to_string(port) + "/hook");
    target.secret = "secret";
    target.timeout = timeout;
    Delivered answer = deliver(target, {"C-3", "{\"type\":\"stop\"}"}, now);
    thread_.join();
    return answer;
  }
  int port = 0;
  std::string received;

 private:
  int fd_;
  std::thread thread_;
};

TEST(Delivery, posts_the_signed_body) {
  Receiver receiver("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(receiver.get().outcome, Outcome::delivered);
  EXPECT_TRUE(receiver.received.starts_with("POST /hook HTTP/1.1\r\n"));
  EXPECT_NE(receiver.received.find("Jidoka-Delivery: C-3\r\n"), std::string::npos);
  EXPECT_NE(receiver.received.find("Jidoka-Signature: " + signature("secret", "{\"type\":\"stop\"}", now)),
            std::string::npos);
  EXPECT_TRUE(receiver.received.ends_with("\r\n\r\n{\"type\":\"stop\"}"));
}

TEST(Delivery, tells_what_may_pass_from_what_will_not) {
  const Delivered busy = Receiver("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n").get();
  EXPECT_EQ(busy.outcome, Outcome::retry);
  EXPECT_EQ(busy.detail.zh, "HTTP 503");
  EXPECT_EQ(Receiver("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n").get().outcome, Outcome::retry);
  EXPECT_EQ(Receiver("HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n").get().outcome, Outcome::fail);
  EXPECT_EQ(Receiver("HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n").get().outcome, Outcome::fail);
  EXPECT_EQ(Receiver("this is not HTTP\r\n\r\n").get().outcome, Outcome::retry);
}

TEST(Delivery, gives_up_in_time_and_on_a_closed_port) {
  const Delivered slow = Receiver("").get(milliseconds(100));
  EXPECT_EQ(slow.outcome, Outcome::retry);
  EXPECT_EQ(slow.detail.en, "no answer in time");
  EXPECT_EQ(slow.detail.zh, "未及时应答");
  Target target;
  target.endpoint = *parse_endpoint("http://127.0.0.1:1/");
  const Delivered closed = deliver(target, {"C-1", "{}"}, now);
  EXPECT_EQ(closed.outcome, Outcome::retry);
  EXPECT_EQ(closed.detail.en, "connection refused");
  EXPECT_EQ(closed.detail.zh, "连接被拒绝");
  EXPECT_EQ(deliver(target, {"C-1\r\nX: y", "{}"}, now).outcome, Outcome::fail);
}

}  // namespace
}  // namespace jidoka::webhook
