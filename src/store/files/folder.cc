#include "files/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "crypto/hash.h"

namespace jidoka::files {
namespace {

Failure file_failure(std::string_view doing, const std::filesystem::path& path, int number) {
  const std::string detail = path.string() + ": " + std::strerror(number);
  if (number == ENOSPC || number == EDQUOT)
    return fail(Code::unavailable, "disk-full",
                {"The disk is full (" + detail + "). Free some space and try again.",
                 "磁盘已满（" + detail + "）。请清理后重试。"});
  return fail(Code::unavailable, "file-failed",
              {"Failed " + std::string(doing) + " " + detail + ".", "文件操作失败（" + detail + "）。"});
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || ::fsync(opened.number()) != 0) return file_failure("syncing", folder, errno);
  return {};
}

bool is_sha256(std::string_view name) {
  return name.size() == 64 &&
         std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Failure not_a_name() {
  return fail(Code::invalid, "not-a-file-name",
              {"A file is named by its SHA-256: 64 hexadecimal digits in lower case.",
               "文件名必须是 64 位小写十六进制 SHA-256。"},
              "sha256");
}

}  // namespace

Result<void> create_folder_durably(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::path whole = std::filesystem::absolute(folder, failed).lexically_normal();
  if (failed) return file_failure("creating", folder, failed.value());
  if (!whole.has_filename()) whole = whole.parent_path();  // "a/b/" is "a/b"
  if (std::filesystem::is_directory(whole, failed)) return {};
  TRY_VOID(create_folder_durably(whole.parent_path()));
  if (::mkdir(whole.c_str(), 0777) != 0 && errno != EEXIST) return file_failure("creating", whole, errno);
  if (!std::filesystem::is_directory(whole, failed)) return file_failure("creating", whole, ENOTDIR);
  return sync_folder(whole.parent_path());
}

Result<void> write_durably(const std::filesystem::path& file, std::string_view bytes, unsigned mode) {
  std::string draft = file.string() + ".XXXXXX";
  const Descriptor written(::mkostemp(draft.data(), O_CLOEXEC));
  if (written.number() < 0) return file_failure("creating", draft, errno);
  const auto give_up = [&](std::string_view doing) {
    const int number = errno;
    ::unlink(draft.c_str());
    return file_failure(doing, file, number);
  };
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t count = ::write(written.number(), rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return give_up("writing");
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fchmod(written.number(), mode) != 0 || ::fsync(written.number()) != 0) return give_up("syncing");
  if (::rename(draft.c_str(), file.c_str()) != 0) return give_up("renaming");
  return sync_folder(file.parent_path());
}

Result<std::string> read_whole(const std::filesystem::path& file, std::uint64_t at_most) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (opened.number() < 0) {
    if (errno == ENOENT)
      return fail(
          Code::not_found, "file-not-found",
          {"There is no file " + file.filename().string() + ".", "没有文件 " + file.filename().string() + "。"});
    return file_failure("opening", file, errno);
  }
  struct stat found{};
  if (::fstat(opened.number(), &found) != 0) return file_failure("reading", file, errno);
  if (!S_ISREG(found.st_mode) || static_cast<std::uint64_t>(found.st_size) > at_most)
    return fail(Code::too_large, "file-too-large",
                {file.string() + " is not a plain file of at most " + std::to_string(at_most) + " bytes.",
                 file.string() + " 不是普通文件，或超过 " + std::to_string(at_most) + " 字节。"});
  std::string bytes(static_cast<std::size_t>(found.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t count = ::read(opened.number(), bytes.data() + have, bytes.size() - have);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_failure("reading", file, errno);
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  bytes.resize(have);
  return bytes;
}

Result<std::unique_ptr<Folder>> Folder::open(std::filesystem::path root) {
  TRY_VOID(create_folder_durably(root));
  return std::unique_ptr<Folder>(new Folder(std::move(root)));
}

std::filesystem::path Folder::place_of(std::string_view sha256) const { return root_ / sha256.substr(0, 2) / sha256; }

Result<std::string> Folder::put(std::string_view bytes) {
  if (bytes.size() > largest_file)
    return fail(Code::too_large, "file-too-large",
                {"The file has " + std::to_string(bytes.size()) + " bytes; at most 64 MiB are kept.",
                 "文件有 " + std::to_string(bytes.size()) + " 字节，最多保存 64 MiB。"});
  const std::string name = crypto::to_hex(crypto::view(crypto::sha256(bytes)));
  const std::filesystem::path place = place_of(name);
  if (const auto kept = get(name); kept) {  // whoever put it may have ended before its names were on disk
    TRY_VOID(sync_folder(place.parent_path()));
    TRY_VOID(sync_folder(root_));
    return name;
  }
  TRY_VOID(create_folder_durably(place.parent_path()));
  TRY_VOID(sync_folder(root_));
  TRY_VOID(write_durably(place, bytes, 0444));
  return name;
}

Result<std::string> Folder::get(std::string_view sha256) {
  if (!is_sha256(sha256)) return not_a_name();
  TRY(std::string bytes, read_whole(place_of(sha256), largest_file));
  if (crypto::to_hex(crypto::view(crypto::sha256(bytes))) != sha256)
    return fail(Code::corrupt, "file-corrupt",
                {"File " + std::string(sha256) + " is not what was stored: its bytes have changed on disk.",
                 "文件 " + std::string(sha256) + " 与存入时不符：磁盘上的内容已改变。"});
  return bytes;
}

Result<std::vector<std::string>> Folder::names() const {
  std::vector<std::string> found;
  std::error_code failed;
  for (auto entry = std::filesystem::recursive_directory_iterator(root_, failed);
       !failed && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failed))
    if (const std::string name = entry->path().filename().string(); is_sha256(name)) found.push_back(name);
  if (failed) return file_failure("listing", root_, failed.value());
  std::ranges::sort(found);
  return found;
}

}  // namespace jidoka::files
