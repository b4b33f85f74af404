// Where `--svg FILE` puts the picture of a command.
#pragma once

#include <string>

#include "core/result.h"
#include "plot/figure.h"

namespace jidoka::app {

// Does nothing without a file name.
Result<void> write_picture(const std::string& file, const plot::Figure& figure);

}  // namespace jidoka::app
