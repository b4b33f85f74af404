#include "mqtt/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <tuple>
#include <utility>

namespace jidoka::mqtt {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

constexpr Duration longest_pause = minutes(1);
constexpr Duration first_pause_of_rivals = seconds(30);
constexpr Duration longest_pause_of_rivals = minutes(5);
constexpr Duration time_to_connect = seconds(10);
constexpr Duration time_to_say_goodbye = seconds(1);
constexpr auto short_life = std::chrono::seconds(5);
constexpr std::uint64_t suspicious_lives = 3;

auto nanoseconds_of(Duration duration) { return std::chrono::nanoseconds(duration.ns); }

// In words of ours where people meet it; the system's own words, which are English, behind those for the rest.
Text in_words(const boost::system::error_code& error) {
  namespace failed = boost::asio::error;
  if (error == failed::connection_refused)
    return {"connection refused: no broker listens there", "连接被拒绝：该地址没有 MQTT 服务器在监听"};
  if (error == failed::host_not_found || error == failed::host_not_found_try_again)
    return {"the broker's host name is not known", "无法解析服务器主机名"};
  if (error == failed::host_unreachable || error == failed::network_unreachable)
    return {"the broker's host cannot be reached", "服务器主机不可达"};
  if (error == failed::eof || error == failed::connection_reset || error == failed::broken_pipe ||
      error == asio::ssl::error::stream_truncated)
    return {"the broker closed the connection", "服务器关闭了连接"};
  return {"the connection failed: " + error.message(), "连接失败：" + error.message()};
}
Text of_tls(const boost::system::error_code& error) {
  return {"TLS: " + error.message(), "TLS 握手失败：" + error.message()};
}

std::optional<Text> use_files(asio::ssl::context& context, const TlsFiles& files) {
  boost::system::error_code error;
  const auto wrong = [&](const std::string& file) -> std::optional<Text> {
    if (!error) return std::nullopt;
    return Text{fmt::format("{} cannot be used: {}", file, error.message()),
                fmt::format("无法使用文件 {}：{}", file, error.message())};
  };
  if (files.authority.empty())
    std::ignore = context.set_default_verify_paths(error);
  else
    std::ignore = context.load_verify_file(files.authority, error);
  if (auto text = wrong(files.authority.empty() ? "the system's list of authorities" : files.authority)) return text;
  if (files.certificate.empty()) return std::nullopt;
  std::ignore = context.use_certificate_chain_file(files.certificate, error);
  if (auto text = wrong(files.certificate)) return text;
  std::ignore = context.use_private_key_file(files.key, asio::ssl::context::pem, error);
  return wrong(files.key);
}

}  // namespace

Client::Session::Session(Network& network, Options options, Listener& listener)
    : network_(network),
      options_(std::move(options)),
      listener_(&listener),
      socket_(network.loop().io),
      resolver_(network.loop().io),
      waiting_(network.loop().io),
      paused_(network.loop().io),
      written_(network.loop().io),
      deadline_(network.loop().io),
      beat_(network.loop().io) {
  set_link(Status::Link::connecting, std::nullopt);
}

void Client::Session::start() {
  asio::co_spawn(network_.loop().io, [self = shared_from_this()] { return self->live(); }, asio::detached);
}

std::future<void> Client::Session::stop() {
  auto ended = ended_.get_future();
  network_.post([self = shared_from_this()] {
    self->is_closing_ = true;
    self->is_paused_ = false;
    self->waiting_.cancel();
    self->paused_.cancel();
    if (!self->is_up_) return self->close({"closed", "已关闭"});
    if (self->forgets_) {
      std::vector<std::string> filters;
      for (const Subscription& row : self->options_.subscriptions) filters.push_back(row.filter);
      if (!filters.empty()) append_unsubscribe(self->out_, self->options_.connect.version, self->next_id(), filters);
      append_last_disconnect(self->out_, self->options_.connect.version);
    } else {
      append_disconnect(self->out_);
    }
    self->flush();
    self->deadline_.expires_after(nanoseconds_of(time_to_say_goodbye));
    self->deadline_.async_wait([self](boost::system::error_code error) {
      if (!error) self->close({"closed", "已关闭"});
    });
  });
  return ended;
}

asio::awaitable<void> Client::Session::live() {
  while (!is_closing_) {
    ++epoch_;
    is_up_ = false;
    why_closed_.reset();
    {
      const std::lock_guard lock(mutex_);
      ++status_.attempts;
      status_.retry_at.reset();
    }
    Text why = co_await attempt();
    const bool had_worked = is_up_;
    is_up_ = false;
    deadline_.cancel();
    beat_.cancel();
    if (why_closed_) why = *why_closed_;
    fail_publications(why);
    if (is_closing_) break;
    const Duration pause = pause_after_loss(had_worked);
    if (was_taken_over_ || short_lives_ >= suspicious_lives)
      why = {fmt::format("another client connects with the same client id \"{}\" and each throws the other out; give "
                         "each its own client_id",
                         options_.connect.client_id),
             fmt::format("另一个客户端使用了相同的 client_id“{}”，双方互相挤下线；请为每个客户端设置不同的 client_id",
                         options_.connect.client_id)};
    set_link(Status::Link::connecting, why);
    if (options_.now) {
      const std::lock_guard lock(mutex_);
      status_.retry_at = options_.now() + pause;
    }
    listener_->on_disconnected(why);
    co_await rest(pause);
  }
  set_link(Status::Link::off, std::nullopt);
  ended_.set_value();
}

asio::awaitable<void> Client::Session::rest(Duration pause) {
  waiting_.expires_after(nanoseconds_of(pause));
  boost::system::error_code cancelled;
  if (!is_closing_) co_await waiting_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

Duration Client::Session::pause_after_loss(bool had_worked) {
  const bool was_short = !had_worked || Clock::now() - up_since_ < short_life;
  losses_ = was_short ? losses_ + 1 : 1;
  // A connection that is let in and dropped at once, again and again, without a word.
  const bool is_silent = had_worked && was_short && !why_closed_;
  short_lives_ = is_silent ? short_lives_ + 1 : 0;
  const bool has_rival = was_taken_over_ || short_lives_ >= suspicious_lives;
  Duration pause = has_rival ? first_pause_of_rivals : options_.first_pause;
  const Duration longest = has_rival ? longest_pause_of_rivals : longest_pause;
  for (std::uint64_t i = 1; i < losses_ && pause < longest; ++i) pause = pause + pause;
  return std::min(pause, longest);
}

void Client::Session::hang_up() {
  boost::system::error_code ignored;
  std::ignore = socket_.close(ignored);  // one that is closed already stays so
}

void Client::Session::close(Text why) {
  if (!why_closed_) why_closed_ = std::move(why);
  hang_up();
  resolver_.cancel();
}

void Client::Session::close_when_silent(std::uint64_t epoch, Duration allowed) {
  deadline_.expires_after(nanoseconds_of(allowed));
  deadline_.async_wait([self = shared_from_this(), epoch](boost::system::error_code error) {
    if (!error && self->epoch_ == epoch && !self->is_up_)
      self->close({"the broker did not answer in time", "服务器未在规定时间内应答"});
  });
}

asio::awaitable<Text> Client::Session::attempt() {
  was_taken_over_ = false;
  close_when_silent(epoch_, time_to_connect);
  auto [resolve_error, addresses] = co_await resolver_.async_resolve(options_.host, options_.port, tuple);
  if (resolve_error) co_return in_words(resolve_error);
  if (is_closing_ || why_closed_) co_return Text{};
  auto [connect_error, address] = co_await asio::async_connect(socket_, addresses, tuple);
  if (connect_error) {
    hang_up();
    co_return in_words(connect_error);
  }
  boost::system::error_code ignored;
  std::ignore = socket_.set_option(tcp::no_delay(true), ignored);
  Text why;
  if (options_.tls)
    why = co_await over_tls();
  else
    why = co_await talk(socket_);
  hang_up();
  co_return why;
}

asio::awaitable<Text> Client::Session::over_tls() {
  asio::ssl::context context(asio::ssl::context::tls_client);
  boost::system::error_code error;
  if (auto wrong = use_files(context, *options_.tls)) co_return std::move(*wrong);
  asio::ssl::stream<tcp::socket&> stream(socket_, context);
  if (stream.set_verify_mode(asio::ssl::verify_peer, error) ||
      stream.set_verify_callback(asio::ssl::host_name_verification(options_.host), error))
    co_return of_tls(error);
  SSL_set_tlsext_host_name(stream.native_handle(), options_.host.c_str());
  auto [handshake_error] = co_await stream.async_handshake(asio::ssl::stream_base::client, tuple);
  if (handshake_error) co_return of_tls(handshake_error);
  Text why = co_await talk(stream);
  co_return why;
}

template <class Stream>
asio::awaitable<Text> Client::Session::talk(Stream& stream) {
  write_ = [&stream](asio::const_buffer bytes, Written written) {
    asio::async_write(stream, bytes,
                      [written = std::move(written)](boost::system::error_code error, std::size_t) { written(error); });
  };
  begin();
  std::optional<Text> why;
  boost::system::error_code ignored;
  while (!why) {
    while (is_paused_ && !is_closing_ && !why_closed_) {
      paused_.expires_after(std::chrono::hours(1));
      co_await paused_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    make_room();
    const asio::mutable_buffer room(bytes_.data() + until_, bytes_.size() - until_);
    auto [error, size] = co_await stream.async_read_some(room, tuple);
    if (error) {
      why = in_words(error);
      break;
    }
    last_heard_ = Clock::now();
    until_ += size;
    why = consume();
  }
  hang_up();
  while (is_writing_) {  // the stream must outlive its last write
    written_.expires_after(std::chrono::hours(1));
    co_await written_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  write_ = nullptr;
  out_.clear();
  co_return std::move(*why);
}

void Client::Session::reconnect(Text why) { close(std::move(why)); }

void Client::Session::pause(bool is_paused) {
  is_paused_ = is_paused;
  last_heard_ = Clock::now();
  if (!is_paused) paused_.cancel();
}

void Client::Session::set_link(Status::Link link, std::optional<Text> error) {
  const std::lock_guard lock(mutex_);
  if (status_.link == Status::Link::connected && options_.now) status_.last_worked_at = options_.now();
  if (status_.link != link || !status_.since)
    status_.since = options_.now ? std::optional(options_.now()) : std::nullopt;
  status_.link = link;
  if (link == Status::Link::connected) {
    status_.last_worked_at = status_.since;
    status_.attempts = 0;
    status_.error.reset();
    status_.retry_at.reset();
  } else if (error) {
    status_.error = std::move(error);
  }
}

Status Client::Session::status() const {
  const std::lock_guard lock(mutex_);
  Status now = status_;
  if (now.link == Status::Link::connected && options_.now) now.last_worked_at = options_.now();
  return now;
}

}  // namespace jidoka::mqtt
