// What the people of the demo plant decided on the incidents of the week that was imported: the quality engineer
// released what was held, with her reason; the shift leader acknowledged the alarms and restarted what stood.
//   JIDOKA_DEMO_PASSWORD=… node examples/settle.mjs http://127.0.0.1:8080
const [server] = process.argv.slice(2);
const password = process.env.JIDOKA_DEMO_PASSWORD;

class Person {
  static async sign_in(user) {
    const answer = await fetch(`${server}/api/v1/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ user, password }),
    });
    if (!answer.ok) throw new Error(`${user} cannot sign in: ${answer.status} ${await answer.text()}`);
    const person = new Person();
    person.headers = { cookie: answer.headers.getSetCookie()[0].split(';')[0], 'x-jidoka-request': '1', 'content-type': 'application/json' };
    return person;
  }
  async ask(method, path, body) {
    const answer = await fetch(`${server}/api/v1${path}`, { method, headers: this.headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  async all(path) {
    const items = [];
    for (let after = ''; ; ) {
      const page = await this.ask('GET', `${path}&limit=500${after && `&after=${encodeURIComponent(after)}`}`);
      items.push(...page.items);
      if (!page.next) return items;
      after = page.next;
    }
  }
}

// One reason for each kind of incident; the words are those of the people who decided.
const reasons = [
  { of: (hold) => /8 points in a row/.test(hold), text: 'No assignable cause: gauge checked with the master ring, mould and material as before; 20 housings measured, in specification. 未发现异常原因：量具已用标准环规校验，模具和材料正常；抽检 20 件壳体全部合格。' },
  { of: (hold) => /leak/.test(hold), text: 'Leak above 4 mL/min repeated on the bench; the failed pumps are scrapped, the lot of resin was put aside. 台架复测确认泄漏超限；不合格泵已报废，该批树脂已隔离。' },
  { of: (hold) => /bore/.test(hold), text: 'Bore below the line because of a worn core pin; pin replaced, 20 housings measured, all in specification. 型芯销磨损导致孔径偏小；已更换，抽检 20 件壳体全部合格。' },
  { of: (hold) => /melt|IM-0/.test(hold), text: 'Heater band of zone 3 replaced; bores of all units measured, in specification. 已更换 3 区加热圈；全部产品孔径已测，合格。' },
  { of: (hold) => /torque/.test(hold), text: 'Screws driven again and checked by hand. 已重新拧紧并人工复核。' },
];
const reason_of = (hold) => (reasons.find(({ of }) => of(JSON.stringify([hold.because?.characteristic, hold.because?.stream, hold.reason, hold.scope]))) ?? { text: 'Checked; no deviation found. 已检查，未发现异常。' }).text;

const [quality, shift] = await Promise.all([Person.sign_in('quality'), Person.sign_in('shift')]);
const holds = await quality.all('/holds?state=active');
for (const hold of holds) await quality.ask('POST', `/holds/${hold.id}/release`, { reason: reason_of(hold) });
const alarms = await shift.all('/alarms?open=true');
for (const alarm of alarms)
  if (!alarm.acknowledged_at) await shift.ask('POST', `/alarms/${alarm.id}/acknowledge`, { note: 'Seen; see the hold. 已知悉，处理见冻结记录。' });
const { items: equipment } = await shift.ask('GET', '/equipment');
const stopped = equipment.filter((one) => one.state === 'stopped');
for (const one of stopped) await shift.ask('POST', `/equipment/${one.id}/restart`, { reason: 'Repaired and released by quality. 已维修，质量已放行。' });
console.log(`settled: ${holds.length} holds, ${alarms.length} alarms, ${stopped.length} stops（已处理：冻结 ${holds.length}，报警 ${alarms.length}，停机 ${stopped.length}）`);
