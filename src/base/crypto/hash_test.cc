#include "crypto/hash.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

namespace jidoka::crypto {
namespace {

std::string hex(const Hash& hash) { return to_hex(view(hash)); }

TEST(Sha256, MatchesTheExamplesOfNist) {
  // NIST, "Cryptographic Standards and Guidelines: examples", SHA-256; FIPS 180-4.
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, MatchesTheEmptyTreeOfRfc6962) {
  // RFC 6962, section 2.1: the hash of an empty list is the hash of an empty string. The leaf and the node below are
  // those of the reference tests of certificate-transparency (crypto/merkletree, "reference_roots").
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const Hash first = sha256({std::string_view("\0", 1), ""});
  EXPECT_EQ(hex(first), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const Hash second = sha256({std::string_view("\0", 1), std::string_view("\0", 1)});
  const Hash node = sha256({"\x01", view(first), view(second)});
  EXPECT_EQ(hex(node), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

TEST(Sha256, HashesPartsAsIfTheyWereJoined) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 500; ++i) {
    std::string text(random() % 300, '\0');
    for (char& c : text) c = static_cast<char>(random());
    const std::size_t a = text.empty() ? 0 : random() % text.size();
    const std::string_view all = text;
    ASSERT_EQ(sha256({all.substr(0, a), "", all.substr(a)}), sha256(all));
  }
}

TEST(Sha256, GivesTheSameInEveryThread) {
  const Hash here = sha256("abc");
  Hash there{};
  std::thread([&] { there = sha256("abc"); }).join();
  EXPECT_EQ(here, there);
}

TEST(Hmac, MatchesRfc4231) {
  // RFC 4231, section 4, test cases 1, 2, 3, 6 and 7.
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(
      hex(hmac_sha256(std::string(131, '\xaa'),
                      "This is a test using a larger than block-size key and a larger than block-size data. The key "
                      "needs to be hashed before being used by the HMAC algorithm.")),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST(Hmac, TakesAnEmptyKeyAndAnEmptyMessage) {
  // Known value of HMAC-SHA-256 with both empty.
  EXPECT_EQ(hex(hmac_sha256({}, {})), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Base64, MatchesRfc4648) {
  // RFC 4648, section 10.
  const std::pair<std::string_view, std::string_view> rows[] = {{"", ""},
                                                                {"f", "Zg=="},
                                                                {"fo", "Zm8="},
                                                                {"foo", "Zm9v"},
                                                                {"foob", "Zm9vYg=="},
                                                                {"fooba", "Zm9vYmE="},
                                                                {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
  EXPECT_EQ(to_base64("\xFB\xFF"), "+/8=");
  EXPECT_EQ(to_base64url("\xFB\xFF"), "-_8");
}

TEST(Base64, ReadsEitherAlphabetWithOrWithoutPadding) {
  EXPECT_EQ(from_base64("+/8="), "\xFB\xFF");
  EXPECT_EQ(from_base64("-_8"), "\xFB\xFF");
  EXPECT_EQ(from_base64("Zg"), "f");
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (const std::string_view text :
       {"Z", "Zg=", "Zg===", "=", "====", "Zm9v=", "Z m8", "Zm8\n", "Zm9v!", "Zh==", "Zm9=", "Zg==Zg=="})
    EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Hexadecimal, ReadsBothCasesAndWritesTheLower) {
  EXPECT_EQ(to_hex(std::string_view("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(from_hex("007fFF"), std::string("\x00\x7f\xff", 3));
  EXPECT_EQ(from_hex(""), "");
  for (const std::string_view text : {"0", "0g", "0x00", " 00", "00 "}) EXPECT_FALSE(from_hex(text)) << text;
}

TEST(Encodings, ReadBackAnyBytes) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes(random() % 70, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    ASSERT_EQ(from_base64(to_base64(bytes)), bytes);
    ASSERT_EQ(from_base64(to_base64url(bytes)), bytes);
    ASSERT_EQ(from_hex(to_hex(bytes)), bytes);
  }
}

TEST(Random, GivesOtherBytesEachTime) {
  EXPECT_EQ(random_bytes(0).size(), 0u);
  EXPECT_EQ(random_bytes(32).size(), 32u);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

TEST(ConstantTime, ComparesWholeTexts) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("token", "token"));
  EXPECT_FALSE(equal_in_constant_time("token", "tokeN"));
  EXPECT_FALSE(equal_in_constant_time("token", "token2"));
}

}  // namespace
}  // namespace jidoka::crypto
