// Arena: memory for what one evaluation makes, given back all at once. The first two kilobytes lie in the arena itself,
// so that small strings and lists cost no allocation. One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <memory_resource>
#include <new>
#include <span>
#include <string_view>

#include "expr/value.h"

namespace jidoka::expr {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void clear() {
    if (!used_) return;
    memory_.release();
    used_ = false;
  }
  char* bytes(std::size_t count) { return static_cast<char*>(take(count, 1)); }
  // All null until they are written.
  std::span<Value> values(std::size_t count) {
    auto* const first = static_cast<Value*>(take(count * sizeof(Value), alignof(Value)));
    for (std::size_t i = 0; i < count; ++i) new (first + i) Value();
    return {first, count};
  }
  template <class T>
  T* make(std::size_t count = 1) {
    auto* const first = static_cast<T*>(take(count * sizeof(T), alignof(T)));
    for (std::size_t i = 0; i < count; ++i) new (first + i) T();
    return first;
  }
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* const at = bytes(text.size());
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
  }

 private:
  void* take(std::size_t count, std::size_t alignment) {
    used_ = true;
    return memory_.allocate(count, alignment);
  }

  alignas(std::max_align_t) std::array<std::byte, 2048> first_;
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
  bool used_ = false;
};

}  // namespace jidoka::expr
