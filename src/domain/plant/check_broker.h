// What sources and targets have in common: addresses, and the broker that both may describe.
#pragma once

#include <string>
#include <string_view>

#include "plant/findings.h"
#include "plant/model.h"

namespace jidoka::plant {

bool is_host_and_port(std::string_view text);
bool is_variable_name(std::string_view name);  // of the environment

void check_broker(const Broker& broker, Findings& findings);
void check_client_ids(const Model& model, Findings& findings);

}  // namespace jidoka::plant
