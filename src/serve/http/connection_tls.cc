#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "http/connection.h"

namespace jidoka::http {

awaitable<void> serve_tls(Worker& worker, Socket socket) {
  boost::asio::ssl::stream<Socket> stream(std::move(socket), *worker.tls);
  Connection<boost::asio::ssl::stream<Socket>> connection(worker, stream, stream.next_layer());
  connection.deadline().arm(worker.options.header_time);
  auto [error] = co_await stream.async_handshake(boost::asio::ssl::stream_base::server,
                                                 boost::asio::as_tuple(boost::asio::use_awaitable));
  if (error) co_return;
  co_await connection.run(true);
}

}  // namespace jidoka::http
