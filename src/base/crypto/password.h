// Passwords by Argon2id (RFC 9106): 19 MiB, 2 passes, 1 lane, 16 random bytes of salt, in the PHC text form.
// About 60 ms each: never on an I/O thread.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::crypto {

Result<std::string> hash_password(std::string_view password);  // 8 to 1024 bytes
bool password_matches(std::string_view phc_text, std::string_view password);

}  // namespace jidoka::crypto
