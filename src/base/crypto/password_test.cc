#include "crypto/password.h"

#include <argon2.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jidoka::crypto {
namespace {

TEST(Password, MatchesOnlyItself) {
  const Result<std::string> phc = hash_password("kanban-牌 42");
  ASSERT_TRUE(phc);
  EXPECT_THAT(*phc, testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(password_matches(*phc, "kanban-牌 42"));
  EXPECT_FALSE(password_matches(*phc, "kanban-牌 43"));
  EXPECT_FALSE(password_matches(*phc, ""));
}

TEST(Password, HasItsOwnSaltEachTime) { EXPECT_NE(*hash_password("password"), *hash_password("password")); }

TEST(Password, ReadsTheVectorsOfTheReferenceImplementation) {
  // phc-winner-argon2, src/test.c, Argon2id version 0x13: t = 2, m = 2^16, p = 1 and t = 2, m = 2^8, p = 1.
  constexpr std::string_view phc =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  EXPECT_TRUE(password_matches(phc, "password"));
  EXPECT_FALSE(password_matches(phc, "differentpassword"));
  EXPECT_TRUE(password_matches("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                               "password"));
}

TEST(Password, RefusesTooShortAndTooLong) {
  EXPECT_EQ(hash_password("seven77").error().slug, "password-length");
  EXPECT_EQ(hash_password(std::string(1025, 'x')).error().slug, "password-length");
  EXPECT_TRUE(hash_password("eight888"));
}

TEST(Password, MatchesNothingWhenTheStoredTextIsBroken) {
  for (const std::string_view phc : {"", "password", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$!!!!"})
    EXPECT_FALSE(password_matches(phc, "password")) << phc;
}

}  // namespace
}  // namespace jidoka::crypto
