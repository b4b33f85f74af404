#include "sampling/words.h"

#include <fmt/format.h>

namespace jidoka::sampling {

namespace {

struct Nouns {
  std::string_view en;
  std::string_view zh;
};
constexpr Nouns units{"nonconforming", "不合格品数"};
constexpr Nouns faults{"nonconformities", "不合格数"};

std::string at_most_en(int accept, std::string_view noun) {
  return accept == 0 ? fmt::format("no {}", noun) : fmt::format("{} or fewer {}", accept, noun);
}
std::string at_most_zh(int accept, std::string_view noun) {
  return accept == 0 ? fmt::format("{}为 0 ", noun) : fmt::format("{}不超过 {} ", noun, accept);
}

Text of_one(const Stage& stage, const Nouns& nouns) {
  Text text{
      fmt::format("Take {} units at random. Accept the lot with {}; reject it with {} or more.", stage.sample_size,
                  at_most_en(stage.accept, nouns.en == units.en && stage.accept == 0 ? "nonconforming unit" : nouns.en),
                  stage.reject),
      fmt::format("随机抽取 {} 件。{}时接收该批；达到 {} 时拒收。", stage.sample_size,
                  at_most_zh(stage.accept, nouns.zh), stage.reject)};
  if (stage.reject > stage.accept + 1) {
    text.en += fmt::format(" From {} to {}: accept this lot, and go back to normal inspection.", stage.accept + 1,
                           stage.reject - 1);
    text.zh += fmt::format("为 {} 至 {} 时：接收该批，但恢复正常检验。", stage.accept + 1, stage.reject - 1);
  }
  return text;
}

Text of_two(const Stage& first, const Stage& second, const Nouns& nouns) {
  Text text{fmt::format("Take {} units at random. Accept the lot with {}; reject it with {} or more. Otherwise take {} "
                        "more: accept with {} in both samples together, reject with {} or more.",
                        first.sample_size, at_most_en(first.accept, nouns.en), first.reject, second.sample_size,
                        at_most_en(second.accept, nouns.en), second.reject),
            fmt::format("随机抽取第一样本 {} 件。{}时接收该批；达到 {} 时拒收。介于两者之间时再抽取 {} 件："
                        "两次样本合计{}时接收，达到 {} 时拒收。",
                        first.sample_size, at_most_zh(first.accept, nouns.zh), first.reject, second.sample_size,
                        at_most_zh(second.accept, nouns.zh), second.reject)};
  if (second.reject > second.accept + 1) {
    text.en += " Between the two last numbers: accept this lot, and go back to normal inspection.";
    text.zh += "介于最后两个数之间时：接收该批，但恢复正常检验。";
  }
  return text;
}

}  // namespace

Text words_of(const Stages& stages, bool counts_nonconformities) {
  const Nouns& nouns = counts_nonconformities ? faults : units;
  if (stages.size() == 1) return of_one(stages[0], nouns);
  if (stages.size() == 2) return of_two(stages[0], stages[1], nouns);
  return {fmt::format("Take up to {} samples of {} units, one after another. After each, compare all {} found so far "
                      "with that stage's numbers: accept, reject, or take the next sample.",
                      stages.size(), stages[0].sample_size, nouns.en),
          fmt::format("逐次抽取样本，每次 {} 件，最多 {} 次。每次抽样后，用累计{}与该阶段的接收数、拒收数比较："
                      "接收、拒收或继续抽取下一样本。",
                      stages[0].sample_size, stages.size(), nouns.zh)};
}

Text words_of_whole_lot(std::int64_t lot_size, const Stage& last, bool counts_nonconformities) {
  Text text = of_one({lot_size, last.accept, last.reject}, counts_nonconformities ? faults : units);
  const std::string taken_en = fmt::format("Take {} units at random.", lot_size);
  const std::string taken_zh = fmt::format("随机抽取 {} 件。", lot_size);
  text.en.replace(0, taken_en.size(), fmt::format("Inspect the whole lot of {} units.", lot_size));
  text.zh.replace(0, taken_zh.size(), fmt::format("全检整批 {} 件。", lot_size));
  return text;
}

Text words_of_variables(Sigma sigma, std::int64_t n, double k) {
  const std::string_view deviation_en = sigma == Sigma::known ? "sigma (known)" : "s (of the sample)";
  const std::string_view deviation_zh = sigma == Sigma::known ? "σ（已知）" : "s（样本标准差）";
  return {fmt::format("Measure {} units taken at random. Accept the lot when the distance from the mean to the "
                      "specification limit is at least {:.3f} × {}.",
                      n, k, deviation_en),
          fmt::format("随机抽取并测量 {} 件。均值到规格限的距离不小于 {:.3f} × {} 时接收该批。", n, k, deviation_zh)};
}

}  // namespace jidoka::sampling
