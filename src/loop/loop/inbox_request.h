// What a command line leaves in the store's inbox beside a running server, and what it reads as the answer:
//
//   {"request":"create_token","user":"press-1","name":"gateway","role":"source","secret_sha256":"…","expires":"…"}
//   {"request":"save_user","name":"chen.jing","display":{"en":…,"zh":…},"roles":["quality_engineer"],"language":"zh","active":true,"phc":"…"}
//   {"request":"apply_plant","documents":[{"kind":…},…],"withdraw":[{"kind":…,"id":…}],"dry_run":false,"reason":"…"}
//
//   {"reply":{"id":"T-3","as_of":17}}      or
//   {"refusal":{"code":"invalid","slug":"role-unknown","text":{…},"field":"role"}}
// Nothing else goes this way: whoever can write the store's folder may do these three things to it, and no more.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "loop/request.h"

namespace jidoka::loop {

Result<RequestBody> parse_inbox_request(std::string_view json);
// Refused (unsupported): a kind of request that does not go through the inbox.
Result<std::string> encode_inbox_request(const RequestBody& body);

std::string encode_inbox_reply(std::string_view reply_json);
std::string encode_inbox_refusal(const Error& error);
// The reply's JSON, or the Error that refused it.
Result<std::string> parse_inbox_reply(std::string_view json);

}  // namespace jidoka::loop
