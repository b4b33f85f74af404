// The gateway of the line: Jidoka's commands arrive here as signed webhooks and stop the press.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

function is_signed(request, body, secret) {
  const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers['jidoka-signature'] ?? '') ?? [];
  if (!mac) return false;
  return timingSafeEqual(createHmac('sha256', secret).update(`${time}.${body}`).digest(), Buffer.from(mac, 'hex'));
}

// on_command({equipment, command, reason}); resolves to false when the port is taken.
export function listen(port, secret, on_command) {
  const seen = new Set();
  const server = createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      if (!is_signed(request, body, secret)) return response.writeHead(401).end();
      const delivery = request.headers['jidoka-delivery'];
      if (!seen.has(delivery)) on_command(JSON.parse(body).data);
      seen.add(delivery);
      return response.writeHead(204).end();
    });
  });
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => done(true));
  });
}
