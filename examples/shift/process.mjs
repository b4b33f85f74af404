// A shift of the coolant pump line as it was recorded, in a form that needs no file: every value is a function of the
// stream and of its number, so that each replay of the shift is the same. Variation is bounded on purpose: what goes
// wrong in this shift is what the story says, never the noise.

// A number in [-1, 1) from a name and an index (FNV-1a, then two rounds of mixing).
export function noise(name, index) {
  let hash = 0x811c9dc5;
  for (const char of `${name}#${index}`) hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1;
}

export const presses = ['IM-01', 'IM-02'];
const setpoint = { 'IM-01': 230.1, 'IM-02': 229.8 };

// A heater that runs away does so steadily: less of what is heard then is noise.
export const melt_temp = (press, n, drift = 0) =>
  setpoint[press] + (drift > 0 ? 0.1 : 0.7) * noise(`${press}/melt`, n) + drift;
export const pressure = (press, n) => 852 + 9 * noise(`${press}/pressure`, n);
export const cycle_time = (press, n) => 41.8 + 0.25 * noise(`${press}/cycle`, n);

// Bores vary with the five cavities of the mould, a little around a mean of 24.0012 mm with a sigma of 0.0041 mm.
const cavities = [1.2, 0.0, 0.7, -0.8, 0.4, -0.5, 0.8, -0.7, -1.2, 0.1];
export const bore_diameter = (press, n) => 24.0012 + 0.0041 * (cavities[n % 10] + 0.2 * noise(`${press}/bore`, n));

// Four screws crosswise: one a little over 2.4 N.m, the next a little under.
export const screw_torque = (n) => 2.4 + 0.06 * (n % 2 === 0 ? 1 : -1) * (0.8 + 0.5 * noise('torque', n));
export const screw_angle = (n) => 742 + 18 * noise('angle', n);
export const leak_rate = (n) => 1.2 + 0.4 * noise('leak', n);
export const test_pressure = (n) => 2 + 0.004 * noise('test', n);

export const people = { 'IM-01': 'wang.fang', 'IM-02': 'wang.fang', 'ST-02': 'li.qiang', 'ST-03': 'li.qiang', 'ST-04': 'li.qiang' };
export const serial = (n) => `SN-${String(100_001 + n)}`;
export const lots = {
  resin: { id: 'L-PA66-0417', material: 'RESIN-PA66', quantity: 2000, uom: 'kg', supplier_lot: 'HF-88213', location: 'SILO-2' },
  screws: { id: 'L-M4-0093', material: 'SCREW-M4', quantity: 200000, supplier_lot: 'NB-5530', location: 'RACK-07' },
};

// What was made before the doors opened: a unit a minute at each press, for `hours`. Times are milliseconds.
export function history(now, hours = 2) {
  const cycle = 60_000;
  const begin = now - hours * 3_600_000;
  const units = [];
  for (let n = 0; ; ++n) {
    const press = presses[n % 2];
    const moulded = begin + Math.floor(n / 2) * cycle + (n % 2) * 20_000;
    const assembled = moulded + 70_000;
    const tested = assembled + 45_000;
    const packed = tested + 30_000;
    if (packed + 30_000 > now) break;
    const short_shot = n === 37 || n === 152;
    const leaks = n === 88;
    units.push({ n, serial: serial(n), press, number: Math.floor(n / 2), moulded, assembled, tested, packed, short_shot, leaks });
  }
  return { begin, units };
}

// The one pump that leaked, as the tester saw it, in mL/min.
export const leak_of_the_bad_one = 4.62;

// An hour before the end the heater of IM-02 was changed: for a few seconds above its control limit, never out of
// specification.
export const heater_change = (press, n, seconds) =>
  press === 'IM-02' && n >= seconds - 3600 && n < seconds - 3594 ? 1.8 : 0;
