// A plant's description of a broker as options of an MQTT client. A password whose environment variable is not set is
// an error, so that nobody is let in, or shut out, by mistake.
#pragma once

#include <string>

#include "core/result.h"
#include "mqtt/client.h"
#include "plant/connection.h"
#include "port/clock.h"
#include "port/feeds.h"

namespace jidoka::feed {

Result<mqtt::Options> options_of(const plant::Broker& broker, const std::string& document, port::Clock& clock);
port::ConnectionView view_of(const mqtt::Status& status, std::string address);
// Of a connection that cannot even be tried.
port::ConnectionView cannot_connect(const plant::Broker& broker, const Text& why);

}  // namespace jidoka::feed
