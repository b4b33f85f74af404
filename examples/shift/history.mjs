// The readings of the hours before, as the CSV that `jidoka import` takes with history-map.yaml.
//   node examples/shift/history.mjs 2026-01-01T12:00:00Z > history.csv
import { bore_diameter, cycle_time, heater_change, history, leak_rate, melt_temp, presses, pressure, screw_angle, screw_torque, test_pressure } from './process.mjs';

const now = process.argv[2] ? Date.parse(process.argv[2]) : Date.now();
if (Number.isNaN(now)) {
  console.error('usage: node history.mjs [2026-01-01T12:00:00Z]');
  process.exit(2);
}
const { begin, units } = history(now);
const columns = ['time', 'equipment', 'unit', 'lot', 'melt_temp', 'pressure', 'cycle_time', 'bore_diameter', 'screw_torque', 'screw_angle', 'leak_rate', 'test_pressure'];
const rows = [];
const add = (at, equipment, values) => rows.push({ at, cells: { time: new Date(at).toISOString(), equipment, ...values } });

const seconds = Math.floor((now - begin) / 1000) - 5;
for (let n = 0; n < seconds; ++n)
  for (const press of presses)
    add(begin + n * 1000, press, {
      melt_temp: melt_temp(press, n, heater_change(press, n, seconds)).toFixed(1),
      pressure: pressure(press, n).toFixed(0),
    });
for (const unit of units) {
  const { n, serial, press, number } = unit;
  add(unit.moulded + 42_000, press, {
    unit: serial, cycle_time: cycle_time(press, number).toFixed(2),
    bore_diameter: unit.short_shot ? '' : bore_diameter(press, number).toFixed(4),
  });
  if (unit.short_shot) continue;
  for (let screw = 0; screw < 4; ++screw)
    add(unit.assembled + 5_000 + screw * 4_000, 'ST-02', {
      unit: serial, screw_torque: screw_torque(n * 4 + screw).toFixed(2), screw_angle: screw_angle(n * 4 + screw).toFixed(0),
    });
  if (unit.leaks) continue;  // measured while its story is told: see produce_history.mjs
  add(unit.tested + 20_000, 'ST-03', { unit: serial, leak_rate: leak_rate(n).toFixed(2), test_pressure: test_pressure(n).toFixed(3) });
}
rows.sort((a, b) => a.at - b.at);
process.stdout.write(columns.join(',') + '\n');
process.stdout.write(rows.map(({ cells }) => columns.map((column) => cells[column] ?? '').join(',')).join('\n') + '\n');
