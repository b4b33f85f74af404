#include "jidoka/picture.h"

#include <fstream>

namespace jidoka::app {

Result<void> write_picture(const std::string& file, const plot::Figure& figure) {
  if (file.empty()) return {};
  std::ofstream out(file, std::ios::binary);
  out << plot::svg(figure);
  out.close();
  if (out) return {};
  return fail(Code::invalid, "picture-not-written",
              {"The picture could not be written to " + file + ": does its folder exist, and may it be written to?",
               "无法将图形写入 " + file + "：请检查文件夹是否存在且可写。"});
}

}  // namespace jidoka::app
