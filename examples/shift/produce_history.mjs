// The production of the hours before, through the public API with the times of then: what was moulded, assembled,
// tested, packed and shipped.
import { history, leak_of_the_bad_one, lots, people } from './process.mjs';

const at = (time) => new Date(time).toISOString();

async function make(api, unit) {
  const { serial, press } = unit;
  const step = (operation, equipment, time) => ({ operation, equipment, person: people[equipment], time: at(time) });
  await api.unit(serial, 'start', step('OP10', press, unit.moulded));
  await api.unit(serial, 'consume', { ...part(lots.resin.id, 0.042, 'kg'), operation: 'OP10', equipment: press, time: at(unit.moulded + 1000) });
  const moulded = step('OP10', press, unit.moulded + 42_000);
  if (unit.short_shot) return api.unit(serial, 'complete', { ...moulded, result: 'fail', defect: 'short_shot' });
  await api.unit(serial, 'complete', { ...moulded, result: 'pass' });
  await api.unit(serial, 'start', step('OP20', 'ST-02', unit.assembled));
  await api.unit(serial, 'consume', { ...part(lots.screws.id, 4), operation: 'OP20', equipment: 'ST-02', time: at(unit.assembled + 3000) });
  await api.unit(serial, 'complete', { ...step('OP20', 'ST-02', unit.assembled + 25_000), result: 'pass' });
  await api.unit(serial, 'start', step('OP30', 'ST-03', unit.tested));
  const tested = { ...step('OP30', 'ST-03', unit.tested + 22_000), parameters: { hold_time: 15 } };
  if (!unit.leaks) {
    await api.unit(serial, 'complete', { ...tested, result: 'pass' });
    await api.unit(serial, 'start', step('OP40', 'ST-04', unit.packed - 6000));
    return api.unit(serial, 'complete', { ...step('OP40', 'ST-04', unit.packed - 1000), result: 'pass' });
  }
  const leak = { equipment: 'ST-03', tag: 'leak_rate', time: at(unit.tested + 20_000), value: leak_of_the_bad_one, unit: serial };
  await api.need('POST', '/api/v1/readings?source=stations', [leak]);
  return api.unit(serial, 'complete', { ...tested, result: 'fail', defect: 'leak' });
}

const part = (lot, quantity, uom) => ({ from: { kind: 'lot', id: lot }, quantity, ...(uom ? { uom } : {}) });

// Gives the number of units, so that the live part goes on counting.
export async function produce_history(api, now) {
  for (const { id, ...body } of Object.values(lots)) await api.need('POST', `/api/v1/lots/${id}/receive`, body);
  const { units } = history(now);
  const waiting = units.slice();
  const worker = async () => {
    for (let unit = waiting.shift(); unit; unit = waiting.shift()) await make(api, unit);
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  const good = units.filter((unit) => !unit.short_shot && !unit.leaks);
  for (let first = 0; first + 12 <= good.length; first += 12) {
    const box = `BOX-${String(1 + first / 12).padStart(4, '0')}`;
    for (const unit of good.slice(first, first + 12)) await api.unit(unit.serial, 'pack', { into: box, time: at(unit.packed) });
    if (first + 36 <= good.length) await api.need('POST', `/api/v1/lots/${box}/ship`, { to: 'CUST-GEELY-NB', time: at(good[first + 11].packed + 1000) });
  }
  return units.length;
}
