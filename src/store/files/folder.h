// Folder: files kept by what they contain. The name of a file is the SHA-256 of its bytes, so the same file is kept
// once, nothing can be changed under its name, and a name can never point outside: whatever is not 64 hexadecimal
// digits is refused before a path is made of it.
//
// put() returns when file and folder are on disk; get() hashes what it reads and refuses (corrupt) what has changed.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"
#include "port/reads.h"

namespace jidoka::files {

constexpr std::uint64_t largest_file = 64u << 20;

class Folder final : public port::Files {
 public:
  static Result<std::unique_ptr<Folder>> open(std::filesystem::path root);
  Result<std::string> put(std::string_view bytes) override;
  Result<std::string> get(std::string_view sha256) override;
  // Every file, by name; what is not a file of ours is left out.
  Result<std::vector<std::string>> names() const;

 private:
  explicit Folder(std::filesystem::path root) : root_(std::move(root)) {}
  std::filesystem::path place_of(std::string_view sha256) const;

  std::filesystem::path root_;
};

// With every folder above it that is missing; each new name is synced into its parent, so that a crash cannot take away
// a folder into which files were synced. One that is there already is left as it is.
Result<void> create_folder_durably(const std::filesystem::path& folder);
// Written beside, synced, renamed, folder synced: after a crash the old or the new file is there, never a part.
Result<void> write_durably(const std::filesystem::path& file, std::string_view bytes, unsigned mode = 0644);
Result<std::string> read_whole(const std::filesystem::path& file, std::uint64_t at_most);

}  // namespace jidoka::files
