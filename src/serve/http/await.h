// Waiting inside a coroutine for something that answers by callback, on any thread: the coroutine goes on upon its own
// executor. The callback must be called exactly once; the executor is kept running until then.
//
//   auto reply = co_await http::answer_of<Result<Reply>>([&](auto done) { loop.submit(std::move(request),
//   std::move(done)); });
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>

namespace jidoka::http {

template <class T>
using Done = std::move_only_function<void(T)>;

template <class T>
boost::asio::awaitable<T> answer_of(std::move_only_function<void(Done<T>)> start) {
  namespace asio = boost::asio;
  auto initiate = [](auto handler, std::move_only_function<void(Done<T>)> begin) {
    auto executor = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    begin([waiting, executor](T value) mutable {
      asio::post(executor, [waiting = std::move(waiting), value = std::move(value)]() mutable {
        std::move (*waiting)(std::move(value));
      });
    });
  };
  T value = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(T)>(initiate, asio::use_awaitable,
                                                                                  std::move(start));
  co_return value;
}

}  // namespace jidoka::http
