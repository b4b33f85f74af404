#include "ledger/note.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"

namespace jidoka::ledger {
namespace {

// The example of the reference implementation, golang.org/x/mod/sumdb/note (note_test.go).
const std::string peter_vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string peter_secret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string peter_text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string peter_signature =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

crypto::SigningKey test_key(char seed = 7) { return crypto::SigningKey::from_seed(std::string(32, seed)).value(); }

TEST(Note, published_by_the_reference_implementation_opens) {
  const VerifierKey key = parse_vkey(peter_vkey).value();
  EXPECT_EQ(key.name, "PeterNeumann");
  EXPECT_EQ(key.id, 0xc74f20a3U);
  EXPECT_EQ(open_note(peter_text + "\n" + peter_signature, key).value(), peter_text);
}

TEST(Note, signed_with_the_published_key_is_the_published_note) {
  const std::string secret = crypto::from_base64(peter_secret).value();
  const auto key = crypto::SigningKey::from_seed(secret.substr(1)).value();
  EXPECT_EQ(make_vkey("PeterNeumann", key).value(), peter_vkey);
  EXPECT_EQ(sign_note(peter_text, "PeterNeumann", key).value(), peter_text + "\n" + peter_signature);
}

TEST(Note, of_the_signed_note_specification_opens) {
  // The example note and key of C2SP signed-note implementations.
  const VerifierKey key = parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").value();
  EXPECT_TRUE(
      open_note("This is an example message.\n\n— example.com/foo "
                "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
                key)
          .has_value());
}

TEST(Note, of_a_public_log_in_use_opens) {
  // A tree head of sum.golang.org, whose key is built into the Go command (cmd/go/internal/modfetch/key.go).
  const VerifierKey key = parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").value();
  EXPECT_TRUE(
      open_note("go.sum database tree\n65209736\n5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=\n\n— sum.golang.org "
                "Az3grnbssgK7ubgFX36gVETtNv0U23qxyAhAMai2QUfeGa3nB/akvkMdlUErfcZz7l/R3cVtYspg3dxXABkGZZKdsQ8=\n",
                key)
          .has_value());
}

TEST(Note, out_of_form_is_refused) {
  // The table of malformed notes of the reference implementation.
  const VerifierKey key = parse_vkey(peter_vkey).value();
  for (const std::string& note :
       {peter_text, peter_text + "\n", peter_text + "\n" + peter_signature.substr(0, peter_signature.size() - 1),
        "\x01" + peter_text + "\n" + peter_signature, "\xff" + peter_text + "\n" + peter_signature,
        peter_text + "\n— Bad Name "
                     "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
        peter_text + "\n" + peter_signature + "Unexpected line.\n"})
    EXPECT_EQ(open_note(note, key).error().slug, "ledger-note") << note;
}

TEST(Note, passes_over_unknown_signatures_but_not_a_wrong_one_by_the_known_key) {
  const VerifierKey key = parse_vkey(peter_vkey).value();
  const std::string other =
      sign_note(peter_text, "witness.example/w", test_key()).value().substr(peter_text.size() + 1);
  EXPECT_TRUE(open_note(peter_text + "\n" + other + peter_signature, key).has_value());
  EXPECT_EQ(open_note(peter_text + "\n" + other, key).error().slug, "ledger-unsigned");
  std::string wrong = peter_signature;
  wrong.replace(wrong.find("RyyBwJnAM="), 10, "RyyBwJnBM=");
  EXPECT_EQ(open_note(peter_text + "\n" + wrong + peter_signature, key).error().slug, "ledger-signature");
  EXPECT_TRUE(open_note(peter_text + "\n" + peter_signature + wrong, key).has_value()) << "the first one decides";
  std::string many = peter_text + "\n";
  for (int i = 0; i < 100; ++i) many += peter_signature;
  EXPECT_TRUE(open_note(many, key).has_value());
  EXPECT_FALSE(open_note(many + peter_signature, key).has_value());
}

TEST(VerifierKey, changed_or_of_another_kind_is_refused) {
  // The first two: the table of the reference implementation.
  for (const char* vkey :
       {"PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "", "PeterNeumann",
        "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter\xE3\x80\x80N+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"})
    EXPECT_FALSE(parse_vkey(vkey).has_value()) << vkey;
  for (std::size_t i = 0; i < peter_vkey.size(); ++i) {
    std::string changed = peter_vkey;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(parse_vkey(changed).has_value()) << changed;
  }
}

TEST(Checkpoint, says_what_was_signed) {
  const auto key = test_key();
  const std::string vkey = make_vkey("plant.example/jidoka", key).value();
  const Head head{4711, leaf_hash("root")};
  const std::string note = sign_checkpoint("plant.example/jidoka", head, key).value();
  EXPECT_TRUE(
      note.starts_with("plant.example/jidoka\n4711\n" + crypto::to_base64(crypto::view(head.root)) + "\n\n— plant"));
  EXPECT_EQ(open_checkpoint(note, vkey).value(), (Checkpoint{"plant.example/jidoka", head}));
}

TEST(Checkpoint, with_any_changed_bit_is_refused) {
  const auto key = test_key();
  const std::string vkey = make_vkey("工厂.example/台账", key).value();
  const std::string note = sign_checkpoint("工厂.example/台账", {4711, leaf_hash("root")}, key).value();
  ASSERT_TRUE(open_checkpoint(note, vkey).has_value());
  for (std::size_t i = 0; i < note.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = note;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      EXPECT_FALSE(open_checkpoint(changed, vkey).has_value()) << i << "." << bit;
    }
    EXPECT_FALSE(open_checkpoint(note.substr(0, i), vkey).has_value()) << "cut at " << i;
  }
}

TEST(Checkpoint, of_another_log_or_in_another_spelling_is_refused_although_signed) {
  const auto key = test_key();
  const std::string vkey = make_vkey("plant.example/a", key).value();
  const std::string root = crypto::to_base64(crypto::view(leaf_hash("root")));
  const auto open = [&](const std::string& text) {
    return open_checkpoint(sign_note(text, "plant.example/a", key).value(), vkey);
  };
  EXPECT_TRUE(open("plant.example/a\n0\n" + root + "\n").has_value());
  EXPECT_TRUE(open("plant.example/a\n0\n" + root + "\nan extension\n").has_value());
  EXPECT_EQ(open("plant.example/b\n0\n" + root + "\n").error().slug, "ledger-origin");
  for (const std::string& text : std::vector<std::string>{
           "plant.example/a\n", "plant.example/a\n1\n", "plant.example/a\n01\n" + root + "\n",
           "plant.example/a\n-1\n" + root + "\n", "plant.example/a\n+1\n" + root + "\n",
           "plant.example/a\n1 \n" + root + "\n", "plant.example/a\n18446744073709551616\n" + root + "\n",
           "plant.example/a\n1\n" + root.substr(0, 40) + "\n", "plant.example/a\n1\n\n",
           "plant.example/a\n1\n" + root + "\n\nlater\n"})
    EXPECT_FALSE(open(text).has_value()) << text;
  EXPECT_FALSE(sign_checkpoint("two words", {1, leaf_hash("root")}, key).has_value());
}

}  // namespace
}  // namespace jidoka::ledger
