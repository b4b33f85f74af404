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
const run = (operation, equipment) => ({ operation, equipment, person: shift.people[equipment], time: new Date().toISOString() });
const refusal = ({ body }) => ({ reasons: [{ text: body.text ?? { en: body.detail, zh: body.detail } }] });
// What lies ready when the run begins; a hold that comes a moment later does not undo that. False: the lot is held.
async function use(unit, lot, amount, { operation, equipment, time }) {
  const body = { from: { kind: 'lot', id: lot.id }, ...amount, operation, equipment, time };
  const answer = await station.ask('POST', `/api/v1/units/${unit}/consume`, body);
  if (answer.status < 300) return true;
  say(`${unit} gets nothing of ${lot.id}: ${words(refusal(answer))}`, `${unit} 不能使用 ${lot.id}：${words(refusal(answer))}`);
  return false;
}

const waiting = { OP20: [], OP30: [], OP40: [], box: [] };
const rack = [];  // held units, with where they were to go
function set_aside(unit, number, operation, permit) {
  if (operation === 'box') say(`${unit} may not be packed: ${words(permit)}`, `${unit} 不得装箱：${words(permit)}`);
  else say(`${unit} may not go to ${operation}: ${words(permit)}`, `${unit} 不得进入 ${operation}：${words(permit)}`);
  rack.push({ unit, number, operation });
}

async function press(id, pause) {
  await sleep(pause);
  for (;;) {
    const number = next_unit++;
    const unit = shift.serial(number);
    let begun = run('OP10', id);
    for (let permit = await allowed(unit, 'OP10', id); !permit.allowed; permit = await allowed(unit, 'OP10', id)) {
      if (!stopped.has(id)) say(`${id} does not start: ${words(permit)}`, `${id} 不得开工：${words(permit)}`);
      stopped.add(id);
      await sleep(2000);
      begun = run('OP10', id);
    }
    if (stopped.delete(id)) {
      say(`${id} runs again`, `${id} 恢复运行`);
      if (id === 'IM-01') drift_began = Date.now() + 15 * 60_000;
    }
    await station.unit(unit, 'start', begun);
    const is_fed = await use(unit, shift.lots.resin, { quantity: 0.042, uom: 'kg' }, begun);
    await sleep(5000);
    if (!is_fed) {
      await station.unit(unit, 'complete', { ...run('OP10', id), result: 'fail', defect: 'no_material' });
      continue;
    }
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
    const begun = run(operation, equipment);
    const permit = await allowed(item.unit, operation, equipment);
    if (!permit.allowed) {
      set_aside(item.unit, item.number, operation, permit);
      continue;
    }
    await station.unit(item.unit, 'start', begun);
    const is_made = await work(item, begun);
    await station.unit(item.unit, 'complete', { ...run(operation, equipment), ...(is_made ? { result: 'pass' } : { result: 'fail', defect: 'no_material' }) });
    if (is_made) waiting[next].push(item);
    else rack.push({ ...item, operation });
  }
}
async function assemble({ unit, number }, begun) {
  if (!(await use(unit, shift.lots.screws, { quantity: 4 }, begun))) return false;
  for (let screw = 0; screw < 4; ++screw) {
    await sleep(350);
    await measured('ST-02', unit, { screw_torque: +shift.screw_torque(number * 4 + screw).toFixed(2), screw_angle: +shift.screw_angle(number * 4 + screw).toFixed(0) });
  }
  return true;
}
async function test({ unit, number }) {
  await sleep(1500);
  await measured('ST-03', unit, { leak_rate: +shift.leak_rate(number).toFixed(2), test_pressure: +shift.test_pressure(number).toFixed(3) });
  return true;
}
async function label() {
  await sleep(500);
  return true;
}
async function pack() {
  for (let inside = 0; ; ) {
    const item = waiting.box.shift();
    if (!item) {
      await sleep(300);
      continue;
    }
    const box = `BOX-${String(next_box).padStart(4, '0')}`;
    const answer = await station.ask('POST', `/api/v1/units/${item.unit}/pack`, { into: box });
    if (answer.status >= 300) {
      set_aside(item.unit, item.number, 'box', refusal(answer));
    } else if (++inside === 12) {
      inside = 0;
      ++next_box;
      say(`${box} is full`, `${box} 已装满`);
    }
    await sleep(300);
  }
}
// Whoever was let go moves on.
async function ask_again() {
  for (;;) {
    await sleep(5000);
    for (const item of rack.splice(0)) {
      const [operation, equipment] = { OP20: ['OP20', 'ST-02'], OP30: ['OP30', 'ST-03'] }[item.operation] ?? ['OP40', 'ST-04'];
      const permit = await allowed(item.unit, operation, equipment);
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
  telemetry(), press('IM-01', 0), press('IM-02', 2500), bench('OP20', 'ST-02', assemble, 'OP30'), bench('OP30', 'ST-03', test, 'OP40'), bench('OP40', 'ST-04', label, 'box'), pack(), ask_again(),
]).catch((error) => {
  console.error(chinese ? `回放停止：${error.message}` : `the replay stops: ${error.message}`);
  process.exit(1);
});
