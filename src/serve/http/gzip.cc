#include "http/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "http/problem.h"

namespace jidoka::http {

namespace {

struct Stream {
  z_stream z{};
  bool ready = false;
  Stream() { ready = inflateInit2(&z, 15 + 32) == Z_OK; }  // 32: gzip or zlib, by the header
  ~Stream() {
    if (ready) inflateEnd(&z);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

Failure broken() {
  return fail(Code::invalid, "bad-gzip", {"The gzip body is broken or cut off.", "gzip 压缩的请求体已损坏或不完整。"});
}

}  // namespace

Result<std::string> inflate(std::string_view compressed, std::size_t limit, ByteBudget::Share& share) {
  Stream stream;
  if (!stream.ready) return fail(Code::internal, "gzip", {"gzip could not be started.", "无法启动 gzip 解压。"});
  z_stream& z = stream.z;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  z.avail_in = static_cast<uInt>(compressed.size());
  std::string out;
  const std::uint64_t held = share.held();
  while (true) {
    const std::size_t had = out.size();
    const std::size_t room = std::min(std::max<std::size_t>(had, 64u << 10), limit + 1 - had);
    if (!share.grow_to(held + had + room)) return fail(no_room());
    out.resize(had + room);
    z.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    z.avail_out = static_cast<uInt>(room);
    const int status = ::inflate(&z, Z_NO_FLUSH);
    out.resize(had + room - z.avail_out);
    if (out.size() > limit)
      return fail(Code::too_large, "body-too-large",
                  {"The body is larger than " + std::to_string(limit) + " bytes when inflated.",
                   "请求体解压后超过 " + std::to_string(limit) + " 字节。"});
    if (status == Z_STREAM_END) {
      if (z.avail_in == 0) return out;
      if (inflateReset(&z) != Z_OK) return broken();  // another member follows
    } else if (status != Z_OK || (z.avail_in == 0 && z.avail_out > 0)) {
      return broken();
    }
  }
}

}  // namespace jidoka::http
