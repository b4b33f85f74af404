#include "files/folder.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <set>

namespace {
std::set<std::filesystem::path>* synced = nullptr;  // by a test that watches
}

// Stands before the one of the C library, so that a test sees what the kernel is asked for.
extern "C" int fsync(int descriptor) {
  if (synced != nullptr) synced->insert(std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor)));
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

namespace jidoka::files {
namespace {

class SyncWatch {
 public:
  SyncWatch() { synced = &seen_; }
  ~SyncWatch() { synced = nullptr; }
  bool has(const std::filesystem::path& path) const { return seen_.contains(path); }
  void forget() { seen_.clear(); }

 private:
  std::set<std::filesystem::path> seen_;
};

class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-files-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    folder_ = std::move(*Folder::open(root_ / "files"));
  }
  ~FolderTest() override { std::filesystem::remove_all(root_); }

  std::filesystem::path root_;
  std::unique_ptr<Folder> folder_;
};

// SHA-256("abc"), FIPS 180-4 example.
constexpr auto abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST_F(FolderTest, keeps_a_file_under_the_hash_of_its_bytes) {
  EXPECT_EQ(*folder_->put("abc"), abc);
  EXPECT_EQ(*folder_->get(abc), "abc");
  EXPECT_EQ(*folder_->put("abc"), abc) << "the same bytes a second time are the same file";
  EXPECT_EQ(folder_->names()->size(), 1u);
}

TEST_F(FolderTest, says_when_a_file_has_changed_on_disk_and_mends_it_when_it_is_put_again) {
  ASSERT_TRUE(folder_->put("abc"));
  const auto place = root_ / "files" / "ba" / abc;
  std::filesystem::permissions(place, std::filesystem::perms::owner_all);
  std::ofstream(place) << "abd";
  ASSERT_FALSE(folder_->get(abc));
  EXPECT_EQ(folder_->get(abc).error().code, Code::corrupt);
  EXPECT_EQ(*folder_->put("abc"), abc);
  EXPECT_EQ(*folder_->get(abc), "abc");
}

TEST_F(FolderTest, refuses_every_name_that_is_not_a_hash) {
  std::ofstream(root_ / "secret") << "secret";
  for (const std::string& name :
       {std::string("../secret"), std::string("../../etc/passwd"), std::string(), std::string(abc).substr(1),
        std::string(abc) + "0", "BA" + std::string(abc).substr(2), std::string(64, '.'), std::string(62, '/') + "ab"}) {
    const auto got = folder_->get(name);
    ASSERT_FALSE(got) << name;
    EXPECT_EQ(got.error().code, Code::invalid) << name;
  }
}

TEST_F(FolderTest, says_that_an_unknown_file_is_not_there) {
  const auto got = folder_->get(std::string(64, '0'));
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, Code::not_found);
}

TEST_F(FolderTest, makes_every_folder_above_it_and_says_which_cannot_be_made) {
  ASSERT_TRUE(create_folder_durably(root_ / "a" / "b" / ".." / "c" / ""));
  EXPECT_TRUE(std::filesystem::is_directory(root_ / "a" / "c"));
  EXPECT_TRUE(create_folder_durably(root_ / "a" / "c")) << "it is there already";
  std::ofstream(root_ / "file") << "x";
  const auto made = create_folder_durably(root_ / "file" / "below");
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().text.en.find((root_ / "file").string()), std::string::npos) << made.error().text.en;
}

// Which folders and files were synced, as the kernel was asked: whatever is named there survives a crash.
TEST_F(FolderTest, syncs_the_parent_of_every_new_folder_and_the_place_of_a_file_that_is_put_again) {
  SyncWatch watch;
  ASSERT_TRUE(create_folder_durably(root_ / "x" / "y"));
  EXPECT_TRUE(watch.has(root_)) << "x is named there";
  EXPECT_TRUE(watch.has(root_ / "x")) << "y is named there";
  ASSERT_TRUE(folder_->put("abc"));
  watch.forget();
  ASSERT_TRUE(folder_->put("abc"));
  EXPECT_TRUE(watch.has(root_ / "files"));
  EXPECT_TRUE(watch.has(root_ / "files" / "ba"));
}

TEST_F(FolderTest, leaves_no_draft_behind) {
  ASSERT_TRUE(folder_->put(std::string(100'000, 'x')));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root_))
    files += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, 1u);
}

}  // namespace
}  // namespace jidoka::files
