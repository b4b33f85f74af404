#include "http/connection.h"

namespace jidoka::http {

awaitable<void> serve_plain(Worker& worker, Socket socket) {
  Connection<Socket> connection(worker, socket, socket);
  co_await connection.run(false);
}

}  // namespace jidoka::http
