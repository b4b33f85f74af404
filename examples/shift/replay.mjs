// Replays the shift live through the public API: two presses at 1 Hz, a unit every few seconds from moulding to the box.
// Every station asks for a permit before it starts, and a press that Jidoka stops stands still until somebody restarts
// it. After 25 s the melt temperature of IM-01 begins to drift.
//   JIDOKA_STATION_TOKEN=… JIDOKA_SOURCE_TOKEN=… node replay.mjs --server http://127.0.0.1:8080 --now 2026-01-01T12:00:00Z
import { parseArgs } from 'node:util';
import { Api } from './api.mjs';
import { listen } from './gateway.mjs';
import * as shift from './process.mjs';
import { produce_history } from './produce_history.mjs';

const { values: options } = parseArgs({
  options: { server: { type: 'string' }, now: { type: 'string' }, drift: { type: 'string', default: '25' } },
});
const station = new Api(options.server, process.env.JIDOKA_STATION_TOKEN);
const source = new Api(options.server, process.env.JIDOKA_SOURCE_TOKEN);
const chinese = /^zh/.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
const say = (en, zh) => console.log(`${new Date().toTimeString().slice(0, 8)}  ${chinese ? zh : en}`);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const stopped = new Set();  // presses that stand still
let next_unit = await produce_history(station, Date.parse(options.now));
let next_box = 1 + Math.ceil(next_unit / 12);
const began = Date.now();
let drift_began = began + Number(options.drift) * 1000;

// ---- the presses' own readings, in line protocol
// In degrees: it grows while the press runs; while it stands the barrel cools, faster than the heater's ripple, so that
// the readings come back into specification once.
let drift = 0;
function drift_of(press) {
  if (press !== 'IM-01' || Date.now() < drift_began) return 0;
  drift = stopped.has(press) ? Math.max(0, drift - 0.25) : Math.min(drift + 0.2, 6);
  return drift;
}
async function telemetry() {
  for (let n = Math.floor(began / 1000); ; ++n) {
    await sleep((n + 1) * 1000 - Date.now());
    const lines = shift.presses.map((press) =>
      `${press} melt_temp=${shift.melt_temp(press, n, drift_of(press)).toFixed(1)},pressure=${stopped.has(press) ? 0 : shift.pressure(press, n).toFixed(0)} ${Date.now()}`);
    await source.need('POST', '/api/v2/write?precision=ms&source=press-gateway', lines.join('\n'), 'text/plain');
  }
}

// ---- stations
async function measured(equipment, unit, values) {
  const time = new Date().toISOString();
  await station.need('POST', '/api/v1/readings?source=stations', Object.entries(values).map(([tag, value]) => ({ equipment, tag, time, value, unit })));
}
async function allowed(unit, operation, equipment) {
  return station.need('GET', `/api/v1/units/${unit}/permit?operation=${operation}&equipment=${equipment}`);
}
const words = (permit) => permit.reasons.map((reason) => (chinese ? reason.text.zh : reason.text.en)).join(chinese ? '；' : '; ');
const run = (operation, equipment) => ({ operation, equipment, person: shift.people[equipment] });

const waiting = { OP20: [], OP30: [], OP40: [] };
const rack = [];  // held units, with where they were to go
function set_aside(unit, number, operation, permit) {
  say(`${unit} may not go to ${operation}: ${words(permit)}`, `${unit} 不得进入 ${operation}：${words(permit)}`);
  rack.push({ unit, number, operation });
}

async function press(id, pause) {
  await sleep(pause);
  for (;;) {
    const number = next_unit++;
    const unit = shift.serial(number);
    for (let permit = await allowed(unit, 'OP10', id); !permit.allowed; permit = await allowed(unit, 'OP10', id)) {
      if (!stopped.has(id)) say(`${id} does not start: ${words(permit)}`, `${id} 不得开工：${words(permit)}`);
      stopped.add(id);
      await sleep(2000);
    }
    if (stopped.delete(id)) {
      say(`${id} runs again`, `${id} 恢复运行`);
      if (id === 'IM-01') drift_began = Date.now() + 15 * 60_000;
    }
    await station.unit(unit, 'start', run('OP10', id));
    await station.unit(unit, 'consume', { from: { kind: 'lot', id: shift.lots.resin.id }, quantity: 0.042, uom: 'kg', operation: 'OP10', equipment: id }).catch(() => {});
    await sleep(5000);
    await measured(id, unit, { cycle_time: +shift.cycle_time(id, number).toFixed(2), bore_diameter: +shift.bore_diameter(id, number >> 1).toFixed(4) });
    await station.unit(unit, 'complete', { ...run('OP10', id), result: 'pass' });
    waiting.OP20.push({ unit, number });
  }
}

// One after the other: asks, works, hands on.
async function bench(operation, equipment, work, next) {
  for (;;) {
    const item = waiting[operation].shift();
    if (!item) {
      await sleep(300);
      continue;
    }
    const permit = await allowed(item.unit, operation, equipment);
    if (!permit.allowed) {
      set_aside(item.unit, item.number, operation, permit);
      continue;
    }
    await station.unit(item.unit, 'start', run(operation, equipment));
    await work(item);
    await station.unit(item.unit, 'complete', { ...run(operation, equipment), result: 'pass' });
    waiting[next].push(item);
  }
}
async function assemble({ unit, number }) {
  // Held meanwhile: the screws stay out, and the next permit will say so.
  await station.unit(unit, 'consume', { from: { kind: 'lot', id: shift.lots.screws.id }, quantity: 4, operation: 'OP20', equipment: 'ST-02' }).catch(() => {});
  for (let screw = 0; screw < 4; ++screw) {
    await sleep(350);
    await measured('ST-02', unit, { screw_torque: +shift.screw_torque(number * 4 + screw).toFixed(2), screw_angle: +shift.screw_angle(number * 4 + screw).toFixed(0) });
  }
}
async function test({ unit, number }) {
  await sleep(1500);
  await measured('ST-03', unit, { leak_rate: +shift.leak_rate(number).toFixed(2), test_pressure: +shift.test_pressure(number).toFixed(3) });
}
async function pack() {
  for (let inside = 0; ; ) {
    const item = waiting.OP40.shift();
    if (!item) {
      await sleep(300);
      continue;
    }
    const box = `BOX-${String(next_box).padStart(4, '0')}`;
    const answer = await station.ask('POST', `/api/v1/units/${item.unit}/pack`, { into: box });
    if (answer.status >= 300) {
      set_aside(item.unit, item.number, 'OP40', { reasons: [{ text: answer.body.text ?? { en: answer.body.detail, zh: answer.body.detail } }] });
    } else if (++inside === 12) {
      inside = 0;
      ++next_box;
      say(`${box} is full`, `${box} 已装满`);
    }
    await sleep(800);
  }
}
// Whoever was let go moves on.
async function ask_again() {
  for (;;) {
    await sleep(5000);
    for (const item of rack.splice(0)) {
      const equipment = { OP20: 'ST-02', OP30: 'ST-03', OP40: 'ST-04' }[item.operation];
      const permit = await allowed(item.unit, item.operation, equipment);
      const still_held = permit.reasons.some((reason) => reason.code === 'held');
      if (still_held) rack.push(item);
      else waiting[item.operation].push(item);
    }
  }
}

const gateway_is_on = await listen(8900, process.env.LINE_GATEWAY_SECRET ?? '', ({ equipment, command, reason }) => {
  say(`command for ${equipment}: ${command} (${reason?.en ?? ''})`, `${equipment} 收到指令：${command}（${reason?.zh ?? ''}）`);
  if (command === 'stop') stopped.add(equipment);
});
if (!gateway_is_on) say('port 8900 is taken: commands will not arrive, permits still hold', '端口 8900 被占用：指令无法送达，但许可检查仍然有效');
say('the shift runs; in about 40 s IM-01 goes out of specification', '班次已开始；约 40 秒后 1 号注塑机熔体温度将超出规格');

await Promise.all([
  telemetry(), press('IM-01', 0), press('IM-02', 2500), bench('OP20', 'ST-02', assemble, 'OP30'), bench('OP30', 'ST-03', test, 'OP40'), pack(), ask_again(),
]).catch((error) => {
  console.error(chinese ? `回放停止：${error.message}` : `the replay stops: ${error.message}`);
  process.exit(1);
});
