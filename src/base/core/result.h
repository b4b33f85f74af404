// Result<T>: a value or an Error, and TRY, which takes the value or returns the Error to the caller.
//
//   TRY(auto chart, load_chart(id));     declares chart
//   TRY(chart, load_chart(id));          assigns
//   TRY_VOID(save(chart));               for Result<void>
//   CO_TRY / CO_TRY_VOID                 the same inside a coroutine
// Statement forms only: the expression form breaks coroutines on g++ 12.
#pragma once

#include <expected>
#include <utility>

#include "core/error.h"

namespace jidoka {

template <class T>
using Result = std::expected<T, Error>;

using Failure = std::unexpected<Error>;

inline Failure fail(Error error) { return Failure(std::move(error)); }
inline Failure fail(Code code, std::string slug, Text text, std::string field = {}) {
  return Failure(make_error(code, std::move(slug), std::move(text), std::move(field)));
}

#define JIDOKA_JOIN_(a, b) a##b
#define JIDOKA_JOIN(a, b) JIDOKA_JOIN_(a, b)
#define JIDOKA_TRY_(returning, temporary, target, ...)                       \
  auto temporary = (__VA_ARGS__);                                            \
  if (!temporary) returning ::jidoka::Failure(std::move(temporary).error()); \
  target = std::move(*temporary)
#define JIDOKA_TRY_VOID_(returning, ...) \
  if (auto tried_ = (__VA_ARGS__); !tried_) returning ::jidoka::Failure(std::move(tried_).error())

#define TRY(target, ...) JIDOKA_TRY_(return, JIDOKA_JOIN(tried_, __LINE__), target, __VA_ARGS__)
#define TRY_VOID(...) JIDOKA_TRY_VOID_(return, __VA_ARGS__)
#define CO_TRY(target, ...) JIDOKA_TRY_(co_return, JIDOKA_JOIN(tried_, __LINE__), target, __VA_ARGS__)
#define CO_TRY_VOID(...) JIDOKA_TRY_VOID_(co_return, __VA_ARGS__)

}  // namespace jidoka
