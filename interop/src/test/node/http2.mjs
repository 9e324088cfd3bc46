// Speaks HTTP/2 to the service, as clients do and as attackers do. Needs nothing but Node.js.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http2 from 'node:http2';
import tls from 'node:tls';

const url = new URL(process.env.PIECEMEAL_TEST_URL);
const key = process.env.PIECEMEAL_TEST_KEY;
const otherKey = process.env.PIECEMEAL_TEST_OTHER_KEY;
const pid = process.env.PIECEMEAL_TEST_PID;
const ca = readFileSync(process.env.PIECEMEAL_TEST_CA);
const authorization = `Bearer ${key}`;
const second = 1000;

/** From where attackers call: what one address may have is none of the others' business. */
const elsewhere = { localAddress: '127.0.0.2' };

const connect = (options = {}) =>
  new Promise((resolve, reject) => {
    const session = http2.connect(url.origin, { ca, maxSessionMemory: 1000, ...options });
    session.once('connect', () => resolve(session));
    session.on('error', reject);
  });

/** One request and its whole answer; again where there was no room for it yet. */
async function call(...request) {
  for (;;) {
    const answer = await once(...request);
    if (answer.status !== 503) return answer;
    await new Promise((resolve) => setTimeout(resolve, second));
  }
}

const once = (session, method, path, body, headers = {}) =>
  new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': method, ':path': path, authorization, 'content-type': 'application/json', ...headers,
    });
    const parts = [];
    let status = 0;
    stream.on('response', (head) => (status = head[':status']));
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => resolve({ status, body: Buffer.concat(parts) }));
    stream.on('error', (error) => (status > 0 ? resolve({ status, body: Buffer.concat(parts) }) : reject(error)));
    stream.end(body);
  });

const json = (value) => JSON.stringify(value);
const open = async (session) =>
  JSON.parse((await call(session, 'POST', '/uploads', json({ filename: 'a' }))).body).file_id;
const chunk = randomBytes(5 << 20);
const data = json({ data: chunk.toString('base64') });
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The longest that another caller waited for an answer while something went on. */
async function whileOthersAreServed(name, work) {
  let longest = 0;
  let over = false;
  let served = 0;
  const others = (async () => {
    while (!over) {
      const start = performance.now();
      const session = await connect();
      const { status } = await call(session, 'GET', '/files?limit=1', undefined, { authorization: `Bearer ${otherKey}` });
      session.close();
      assert.equal(status, 200, name);
      longest = Math.max(longest, performance.now() - start);
      served++;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  try {
    await work();
  } finally {
    over = true;
    await others;
  }
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  console.log(`${name}: ${served} others served, the slowest in ${Math.round(longest)} ms, service has ${memory >> 10} MiB`);
  assert.ok(longest < 60 * second, `${name}: another caller waited ${longest} ms`);
}

async function clients() {
  const session = await connect();
  const id = await open(session);
  assert.equal((await call(session, 'PUT', `/uploads/${id}`, data)).status, 200);
  const content = await call(session, 'GET', `/files/${id}/content`);
  assert.equal(digest(content.body), digest(chunk));
  const part = await call(session, 'GET', `/files/${id}/content`, undefined, { range: 'bytes=5-9' });
  assert.deepEqual(part, { status: 206, body: chunk.subarray(5, 10) });
  const ids = await Promise.all(Array.from({ length: 90 }, () => open(session)));
  const small = json({ data: chunk.subarray(0, 100_000).toString('base64') });
  const answers = await Promise.all(ids.map((one) => call(session, 'PUT', `/uploads/${one}`, small)));
  assert.ok(answers.every(({ status }) => status === 200));
  for (let i = 0; i < 20; i++) {
    const refused = await call(session, 'PUT', `/uploads/${id}`, data, { authorization: 'Bearer nobody' });
    assert.equal(refused.status, 401);
  }
  assert.equal((await call(session, 'GET', '/limits')).status, 200, 'the connection is usable after early answers');
  session.close();
  console.log('clients: sessions, chunks, downloads, ranges, 90 streams at once, 20 early answers on one connection');
  return id;
}

/** A connection that may be refused, or cut off. */
async function attacker(options = {}) {
  try {
    const session = await connect({ ...elsewhere, ...options });
    session.on('error', () => {});
    return session;
  } catch {
    return undefined;
  }
}

/** Connections whose streams each send a part of their body, and then nothing. */
async function halfSentBodies(sessions, streams) {
  const first = await connect();
  const id = await open(first);
  const half = data.slice(0, 200_000);
  const all = [first];
  await whileOthersAreServed(`${sessions} x ${streams} half-sent bodies`, async () => {
    for (let i = 0; i < sessions; i++) {
      const session = await attacker();
      if (!session) continue;
      all.push(session);
      for (let j = 0; j < streams; j++) {
        const stream = session.request({
          ':method': 'PUT', ':path': `/uploads/${id}`, authorization, 'content-type': 'application/json',
        });
        stream.on('error', () => {});
        stream.write(half);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 5 * second));
  });
  all.forEach((session) => session.destroy());
}

/** Downloads of which nobody takes more than the first bytes. */
async function unreadDownloads(id, sessions, streams) {
  const all = [];
  await whileOthersAreServed(`${sessions} x ${streams} unread downloads`, async () => {
    for (let i = 0; i < sessions; i++) {
      const session = await attacker({ settings: { initialWindowSize: 1000 } });
      if (!session) continue;
      all.push(session);
      for (let j = 0; j < streams; j++) {
        const stream = session.request({ ':path': `/files/${id}/content`, authorization });
        stream.on('error', () => {});
        stream.pause();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 5 * second));
  });
  all.forEach((session) => session.destroy());
}

const DATA = 0, HEADERS = 1, PRIORITY = 2, RST_STREAM = 3, SETTINGS = 4, PING = 6, WINDOW_UPDATE = 8, CONTINUATION = 9;
const END_STREAM = 1, END_HEADERS = 4;

function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Names and values as they are; each shorter than 127. */
const block = (fields) =>
  Buffer.concat(Object.entries(fields).flatMap(([name, value]) =>
    [Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]));

const get = block({ ':method': 'GET', ':scheme': 'https', ':path': '/files?limit=1', ':authority': 'localhost', authorization });
const post = block({ ':method': 'PUT', ':scheme': 'https', ':path': `/uploads/${'a'.repeat(32)}`, ':authority': 'localhost', authorization });
const four = (value) => Buffer.from([0, 0, 0, value]);
const id = (i) => 2 * i + 1;

const floods = {
  'Rapid Reset': (i) => Buffer.concat([frame(HEADERS, END_STREAM | END_HEADERS, id(i), get), frame(RST_STREAM, 0, id(i), four(8))]),
  'resets that the service makes': (i) => Buffer.concat([frame(HEADERS, END_HEADERS, id(i), post), frame(WINDOW_UPDATE, 0, id(i), four(0))]),
  'small CONTINUATION': (i) => (i === 0 ? frame(HEADERS, 0, 1, get) : frame(CONTINUATION, 0, 1)),
  'large CONTINUATION': (i) =>
    i === 0
      ? frame(HEADERS, 0, 1, get)
      : frame(CONTINUATION, 0, 1, Buffer.concat(Array.from({ length: 100 }, (_, j) => block({ [`x-${i}-${j}`]: 'b'.repeat(100) })))),
  SETTINGS: () => frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 255, 255])),
  PING: () => frame(PING, 0, 0, Buffer.alloc(8)),
  PRIORITY: (i) => frame(PRIORITY, 0, id(i), Buffer.from([0, 0, 0, 0, 1])),
  WINDOW_UPDATE: () => frame(WINDOW_UPDATE, 0, 0, four(1)),
  'empty DATA': (i) => (i === 0 ? frame(HEADERS, END_HEADERS, 1, post) : frame(DATA, 0, 1)),
  'unknown frames': () => frame(99, 0, 0),
  'DATA of a byte': (i) => (i === 0 ? frame(HEADERS, END_HEADERS, 1, post) : frame(DATA, 0, 1, Buffer.from(' '))),
};

/** Sends as fast as it is taken until the service ends the connection, or the time is over. */
const flood = (frames, until) =>
  new Promise((resolve) => {
    const socket = tls.connect({ host: url.hostname, port: url.port, ca, ALPNProtocols: ['h2'], ...elsewhere });
    let i = 0;
    const send = () => {
      while (performance.now() < until && socket.writable) {
        const batch = Buffer.concat(Array.from({ length: 100 }, () => frames(i++)));
        if (!socket.write(batch)) return;
      }
      socket.destroy();
    };
    socket.on('secureConnect', () => {
      socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(SETTINGS, 0, 0)]));
      send();
    });
    socket.on('drain', send);
    socket.on('data', () => {});
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });

async function underFlood(name, frames, attackers = 8) {
  let connections = 0;
  await whileOthersAreServed(`flood of ${name} from ${attackers}`, async () => {
    const until = performance.now() + 4 * second;
    await Promise.all(Array.from({ length: attackers }, async () => {
      while (performance.now() < until) {
        connections++;
        await flood(frames, until);
      }
    }));
  });
  console.log(`  ${connections} connections were ended meanwhile`);
}

const file = await clients();
await halfSentBodies(12, 100);
await unreadDownloads(file, 8, 100);
for (const [name, frames] of Object.entries(floods)) {
  await underFlood(name, frames);
}
await underFlood('DATA of a byte', floods['DATA of a byte'], 60);

const last = await connect();
const streams = async () =>
  Number(/^piecemeal_http2_streams (\S+)$/m.exec((await call(last, 'GET', '/metrics')).body)[1]);
const patience = performance.now() + 60 * second;
let left = await streams();
while (left > 1) {
  assert.ok(performance.now() < patience, `${left} streams are left`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  left = await streams();
}
assert.equal(digest((await call(last, 'GET', `/files/${file}/content`)).body), digest(chunk));
last.close();
console.log('afterwards: the file is what it was');
