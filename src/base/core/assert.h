// ASSERT checks our own claims, in every build. A false one ends the process: a program that no longer knows its own
// state must not judge anything. Never use it on input.
#pragma once

namespace jidoka {
[[noreturn]] void assertion_failed(const char* claim, const char* file, int line);
}

#define ASSERT(claim) (static_cast<bool>(claim) ? void(0) : ::jidoka::assertion_failed(#claim, __FILE__, __LINE__))
