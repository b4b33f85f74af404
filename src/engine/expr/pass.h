// PASS: as TRY, where what goes wrong is a Problem of the person's expression and not an Error of ours.
//
//   PASS(const NodeId left, unary());     declares left, or returns the problem
//   PASS_VOID(expect(")"));
#pragma once

#include <expected>

#include "core/result.h"

#define PASS_(temporary, target, ...)                                   \
  auto temporary = (__VA_ARGS__);                                       \
  if (!temporary) return std::unexpected(std::move(temporary).error()); \
  target = std::move(*temporary)
#define PASS(target, ...) PASS_(JIDOKA_JOIN(passed_, __LINE__), target, __VA_ARGS__)
#define PASS_VOID(...) \
  if (auto passed_ = (__VA_ARGS__); !passed_) return std::unexpected(std::move(passed_).error())
