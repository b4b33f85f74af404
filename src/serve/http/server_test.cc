#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <string>
#include <thread>

#include "http/await.h"
#include "http/gzip.h"
#include "http/problem.h"

namespace jidoka::http {
namespace {

// A bare socket: what a broken or hostile client would do.
class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Client& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return *this;
  }
  Client& half_close() { return shutdown(fd_, SHUT_WR), *this; }
  // Until the other side closes, or `until` has arrived.
  std::string receive(std::string_view until = {}) {
    std::string all;
    pollfd waiting{fd_, POLLIN, 0};
    char piece[4096];
    while ((until.empty() || all.find(until) == std::string::npos) && poll(&waiting, 1, 10'000) == 1) {
      const ssize_t n = recv(fd_, piece, sizeof piece, 0);
      if (n <= 0) break;
      all.append(piece, static_cast<std::size_t>(n));
    }
    return all;
  }

 private:
  int fd_;
};

awaitable<Response> echo(Request& request) {
  Response response =
      text_response(request.method + " " + request.target + " " + std::to_string(request.body.size()) + "\n");
  co_return response;
}

std::unique_ptr<Server> start(Serve serve = echo, Admit admit = {}, std::uint64_t memory = 1u << 20) {
  ServerOptions options;
  options.memory_bytes = memory;
  options.address = "127.0.0.1";
  options.body_bytes = 100'000;
  options.header_time = milliseconds(300);
  options.body_idle_time = milliseconds(300);
  options.keep_alive_time = milliseconds(600);
  options.stop_time = milliseconds(500);
  auto server = Server::start(options, std::move(serve), std::move(admit));
  EXPECT_TRUE(server) << server.error().text.en;
  return std::move(*server);
}

std::string ask(Server& server, std::string_view bytes) { return Client(server.port()).send(bytes).receive(); }

TEST(Server, answers_and_keeps_the_connection) {
  auto server = start();
  Client client(server->port());
  EXPECT_NE(client.send("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n").receive("GET /a?b=c 0\n").find("HTTP/1.1 200 OK\r\n"),
            std::string::npos);
  EXPECT_NE(client.send("POST /d HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
                .receive("POST /d 3\n")
                .find("content-length: "),
            std::string::npos);
  EXPECT_EQ(server->figures().requests, 2u);
}

TEST(Server, answers_pipelined_requests_in_order) {
  auto server = start();
  Client client(server->port());
  client.send(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nabGET /3 "
      "HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = client.receive();
  EXPECT_LT(all.find("GET /1 0"), all.find("POST /2 2"));
  EXPECT_LT(all.find("POST /2 2"), all.find("GET /3 0"));
  EXPECT_NE(all.find("GET /3 0"), std::string::npos);
}

TEST(Server, gives_head_the_header_alone) {
  auto server = start();
  const std::string all = ask(*server, "HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(all.find("content-length: 10\r\n"), std::string::npos) << all;
  EXPECT_TRUE(all.ends_with("\r\n\r\n"));
}

TEST(Server, takes_chunked_bodies_and_continues_when_asked) {
  auto server = start();
  EXPECT_NE(ask(*server,
                "POST /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
                "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                .find("POST /c 5"),
            std::string::npos);
  Client client(server->port());
  client.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.receive("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_NE(client.send("ok").receive("POST /e 2").find("200 OK"), std::string::npos);
}

TEST(Server, refuses_what_is_not_http) {
  auto server = start();
  for (const char* bad :
       {"\r\n\r\nnonsense\r\n\r\n", "GET\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n", "GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1e3\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
    const std::string all = Client(server->port()).send(bad).half_close().receive();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 400 ")) << bad << " -> " << all;
    EXPECT_NE(all.find("application/problem+json"), std::string::npos) << bad;
  }
}

TEST(Server, refuses_headers_and_bodies_beyond_their_limits) {
  auto server = start();
  EXPECT_TRUE(ask(*server, "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(20'000, 'a') + "\r\n\r\n")
                  .starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(
      ask(*server, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n").starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(ask(*server, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + std::string(300'000, 'a'))
                  .starts_with("HTTP/1.1 413 "));
  std::string chunks = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 60; ++i) chunks += "800\r\n" + std::string(2048, 'a') + "\r\n";
  EXPECT_TRUE(ask(*server, chunks + "0\r\n\r\n").starts_with("HTTP/1.1 413 "));
}

awaitable<std::optional<Response>> only_the_known(Request& request) {
  request.most_body = 10;
  if (!request.header("authorization").empty()) co_return std::nullopt;
  co_return problem(make_error(Code::unauthenticated, "sign-in", {"Who are you?", "您是谁？"}), request);
}

TEST(Server, asks_who_it_is_before_it_reads_the_body) {
  auto server = start(echo, only_the_known);
  // No byte of the body was sent, nor is it waited for.
  EXPECT_TRUE(Client(server->port())
                  .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                  .receive("}")
                  .starts_with("HTTP/1.1 401 "));
  Client again(server->port());
  again.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").receive("}");
  EXPECT_NE(again.send("POST /b HTTP/1.1\r\nHost: x\r\nAuthorization: me\r\nContent-Length: 10\r\n\r\n0123456789")
                .receive("POST /b 10")
                .find("200 OK"),
            std::string::npos)
      << "a refusal of what is whole keeps the connection";
  const std::string known = "POST /b HTTP/1.1\r\nHost: x\r\nAuthorization: me\r\n";
  EXPECT_TRUE(ask(*server, known + "Content-Length: 11\r\n\r\n01234567890").starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(ask(*server, known + "Transfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")
                  .starts_with("HTTP/1.1 413 "));
}

TEST(Server, holds_no_more_of_all_bodies_together_than_it_may) {
  auto server = start(echo, {}, 150'000);
  const std::string head = "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
  {
    Client slow(server->port());
    slow.send("POST /b HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
    EXPECT_EQ(slow.receive("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    const std::string refused = Client(server->port()).send(head).receive("}");
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 429 ")) << refused;
    EXPECT_NE(refused.find("retry-after: 1\r\n"), std::string::npos);
    std::string chunks = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 40; ++i) chunks += "800\r\n" + std::string(2048, 'a') + "\r\n";
    EXPECT_TRUE(ask(*server, chunks).starts_with("HTTP/1.1 429 "));
    EXPECT_NE(slow.send(std::string(100'000, 'a')).receive("POST /b 100000").find("200 OK"), std::string::npos);
  }
  // What was held is given back; the client may have its answer a moment before.
  const auto is_taken = [&] {
    return Client(server->port()).send(head + std::string(100'000, 'a')).receive("POST /b").contains("200 OK");
  };
  bool taken = is_taken();
  for (int i = 0; i < 500 && !taken; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    taken = is_taken();
  }
  EXPECT_TRUE(taken);
}

TEST(Server, does_not_share_its_port_with_another_server) {
  auto server = start();
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = server->port();
  const auto second = Server::start(options, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().slug, "listen");
  server->stop();
  EXPECT_TRUE(Server::start(options, echo)) << "once it is free it can be had again at once";
}

TEST(Server, tells_slow_clients_and_closes) {
  auto server = start();
  EXPECT_TRUE(ask(*server, "GET / HTTP/1.1\r\nHost:").starts_with("HTTP/1.1 408 "));
  EXPECT_TRUE(ask(*server, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc").starts_with("HTTP/1.1 408 "));
  EXPECT_EQ(server->figures().timeouts, 2u);
  EXPECT_EQ(Client(server->port()).receive(), "");  // one that never says anything is let go
}

TEST(Server, answers_a_client_that_closes_its_half) {
  auto server = start();
  EXPECT_NE(
      Client(server->port()).send("GET /half HTTP/1.1\r\nHost: x\r\n\r\n").half_close().receive().find("GET /half 0"),
      std::string::npos);
  EXPECT_EQ(Client(server->port())
                .send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
                .half_close()
                .receive()
                .find("200"),
            std::string::npos);
}

TEST(Server, streams_in_chunks_until_the_coroutine_ends) {
  auto server = start([](Request&) -> awaitable<Response> {
    Response response;
    response.content_type = "text/event-stream";
    response.stream = [](Writer& writer) -> awaitable<void> {
      for (int i = 0; i < 3; ++i) {
        const std::string line = "data: " + std::to_string(i) + "\n\n";
        const bool is_open = co_await writer.write(line);
        if (!is_open) co_return;
      }
    };
    co_return response;
  });
  const std::string all = ask(*server, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(all.find("9\r\ndata: 0\n\n\r\n9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n"), std::string::npos)
      << all;
  const std::string old = ask(*server, "GET / HTTP/1.0\r\n\r\n");
  EXPECT_NE(old.find("connection: close\r\n"), std::string::npos) << old;
  EXPECT_EQ(old.find("transfer-encoding"), std::string::npos) << old;
  EXPECT_TRUE(old.ends_with("\r\n\r\ndata: 0\n\ndata: 1\n\ndata: 2\n\n")) << old;
}

TEST(Server, goes_on_where_another_thread_answers) {
  auto server = start([](Request&) -> awaitable<Response> {
    const int answer = co_await answer_of<int>(
        [](Done<int> done) { std::thread([done = std::move(done)]() mutable { done(42); }).detach(); });
    co_return text_response(std::to_string(answer));
  });
  EXPECT_NE(ask(*server, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").find("\r\n\r\n42"),
            std::string::npos);
}

TEST(Server, stops_with_idle_connections_open) {
  auto server = start();
  Client idle(server->port());
  idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").receive("GET / 0\n");
  server->stop();
  EXPECT_EQ(idle.receive(), "");
  EXPECT_EQ(server->figures().connections, 0u);
}

TEST(Server, says_why_it_cannot_listen) {
  ServerOptions options;
  options.address = "not-an-address";
  const auto server = Server::start(options, echo);
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().slug, "listen");
  options.address = "127.0.0.1";
  options.tls = TlsFiles{"/nonexistent/cert.pem", "/nonexistent/key.pem"};
  EXPECT_EQ(Server::start(options, echo).error().slug, "tls-files");
}

std::string gzipped(std::string_view text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

TEST(Gzip, inflates_members_and_refuses_cut_off_damaged_and_huge_bodies) {
  ByteBudget::Share any;
  const std::string text(200'000, 'x');
  const std::string packed = gzipped(text);
  EXPECT_EQ(*inflate(packed, text.size(), any), text);
  EXPECT_EQ(*inflate(gzipped("ab") + gzipped("cd"), 10, any), "abcd");
  EXPECT_EQ(*inflate(gzipped(""), 10, any), "");
  EXPECT_EQ(inflate(packed, text.size() - 1, any).error().code, Code::too_large);
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_FALSE(inflate(std::string_view(packed).substr(0, size), text.size(), any)) << size;
  EXPECT_FALSE(inflate(packed + "tail", text.size(), any));
}

TEST(Gzip, inflates_within_what_all_requests_together_may_hold) {
  const std::string packed = gzipped(std::string(200'000, 'x'));
  ByteBudget budget(400'000);
  {
    ByteBudget::Share one(budget), other(budget);
    EXPECT_TRUE(inflate(packed, 1'000'000, one));
    EXPECT_EQ(inflate(packed, 1'000'000, other).error().code, Code::busy);
    one = ByteBudget::Share(budget);
    EXPECT_TRUE(inflate(packed, 1'000'000, one));
  }
  EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace jidoka::http
