// A short stretch of production at the demo plant, as stations would report it.
import { at } from "./site.mjs";

export class Shift {
  constructor(site, token) {
    this.site = site;
    this.token = token;
  }

  send(target, body) {
    return this.site.ok("POST", target, { token: this.token, body });
  }
  receive(lot, material, quantity, uom, supplier) {
    return this.send(`/api/v1/lots/${lot}/receive`, { material, quantity, uom, supplier });
  }
  start(unit, operation, equipment, time, person) {
    return this.send(`/api/v1/units/${unit}/start`, { operation, equipment, person, time: at(time) });
  }
  complete(unit, operation, equipment, time, more = {}) {
    return this.send(`/api/v1/units/${unit}/complete`, { operation, equipment, time: at(time), result: "pass", ...more });
  }
  consume(unit, kind, id, operation, equipment, time, quantity, uom) {
    return this.send(`/api/v1/units/${unit}/consume`, {
      from: { kind, id }, operation, equipment, time: at(time), quantity, uom,
    });
  }

  // A housing from press and resin; one second.
  async mould(unit, press, time, resin) {
    await this.start(unit, "OP10", press, time, "wang.fang");
    await this.consume(unit, "lot", resin, "OP10", press, time + 200, "0.042", "kg");
    await this.complete(unit, "OP10", press, time + 1000, { parameters: { cycle: 31.7 } });
  }
  // A pump around a housing.
  async assemble(pump, housing, screws, time) {
    await this.start(pump, "OP20", "ST-02", time, "li.qiang");
    await this.consume(pump, "unit", housing, "OP20", "ST-02", time + 100);
    await this.consume(pump, "lot", screws, "OP20", "ST-02", time + 200, "4");
    await this.complete(pump, "OP20", "ST-02", time + 1000);
  }

  reading(equipment, tag, time, value, more = {}) {
    return { equipment, tag, time: at(time), value, ...more };
  }
  readings(list, source = "stations") {
    return this.send(`/api/v1/readings?source=${source}`, list);
  }
  permit(unit, operation, equipment) {
    return this.site.ok("GET", `/api/v1/units/${unit}/permit?operation=${operation}&equipment=${equipment}`, {
      token: this.token,
    });
  }
}
