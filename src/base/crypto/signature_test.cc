#include "crypto/signature.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"

namespace jidoka::crypto {
namespace {

struct Vector {
  std::string_view seed;
  std::string_view public_key;
  std::string_view message;
  std::string_view signature;
};

// RFC 8032, section 7.1, tests 1, 2 and 3.
constexpr Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246"
     "551414"
     "38e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb"
     "00d2916"
     "12bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc"
     "027bec"
     "eea1ec40a"},
};

TEST(Signature, MatchesRfc8032) {
  for (const Vector& row : vectors) {
    const Result<SigningKey> key = SigningKey::from_seed(*from_hex(row.seed));
    ASSERT_TRUE(key);
    const std::string message = *from_hex(row.message);
    EXPECT_EQ(to_hex(key->public_key()), row.public_key);
    EXPECT_EQ(to_hex(key->seed()), row.seed);
    EXPECT_EQ(to_hex(key->sign(message)), row.signature);
    EXPECT_TRUE(verify(key->public_key(), message, *from_hex(row.signature)));
  }
}

TEST(Signature, FailsWhenAnyBitIsOther) {
  const SigningKey key = SigningKey::generate();
  const std::string message = "checkpoint 4711";
  const std::string signature = key.sign(message);
  ASSERT_TRUE(verify(key.public_key(), message, signature));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    ASSERT_FALSE(verify(key.public_key(), message, changed)) << i;
  }
  EXPECT_FALSE(verify(key.public_key(), "checkpoint 4712", signature));
  EXPECT_FALSE(verify(SigningKey::generate().public_key(), message, signature));
}

TEST(Signature, RefusesWrongSizes) {
  const SigningKey key = SigningKey::generate();
  const std::string signature = key.sign("x");
  EXPECT_FALSE(verify(key.public_key().substr(1), "x", signature));
  EXPECT_FALSE(verify(key.public_key(), "x", signature.substr(1)));
  EXPECT_FALSE(verify("", "x", ""));
  const Result<SigningKey> short_seed = SigningKey::from_seed("short");
  ASSERT_FALSE(short_seed);
  EXPECT_EQ(short_seed.error().slug, "signing-key");
}

TEST(Signature, KeepsItsKeyWhenMoved) {
  SigningKey first = SigningKey::generate();
  const std::string public_key = first.public_key();
  SigningKey second = std::move(first);
  EXPECT_EQ(second.public_key(), public_key);
}

}  // namespace
}  // namespace jidoka::crypto
