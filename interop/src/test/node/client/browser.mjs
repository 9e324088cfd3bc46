// The client in a browser, in a page of another origin than the service: what it does over a reload and without a network.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { PIECEMEAL_TEST_URL: url, PIECEMEAL_TEST_KEY: key, PIECEMEAL_TEST_CLIENT: client } = process.env;
const port = process.env.PIECEMEAL_TEST_APP_PORT;
const CHUNK = 64 * 1024;
const CHUNKS = 40;

const PAGE = `<!doctype html><html lang="en"><title>An application</title><input type="file"><script type="module">
import { Piecemeal, indexedDbStore, storageStore } from '/client/index.js';
const make = (retry) => new Piecemeal({ baseUrl: '${url}', key: '${key}', retry });
const input = document.querySelector('input');
globalThis.seen = { phases: [], sent: 0 };
globalThis.send = async (kind) => {
  const store = kind === 'indexedDB' ? indexedDbStore() : storageStore();
  return make().upload(input.files[0], {
    store,
    chunkSize: ${CHUNK},
    onProgress: ({ phase, sent }) => { seen.phases.push(phase); seen.sent = sent; },
  });
};
globalThis.digest = async (id) => {
  const content = await (await make().download(id)).blob();
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await content.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
globalThis.refused = () => new Piecemeal({ baseUrl: '${url}', key: 'wrong' }).list().then(() => null,
  ({ code, status, retryable, requestId }) => ({ code, status, retryable, told: Boolean(requestId) }));
globalThis.byTicket = async () => {
  const opened = await fetch('${url}/uploads', {
    method: 'POST', headers: { authorization: 'Bearer ${key}', 'content-type': 'application/json' }, body: '{"filename":"t.bin"}',
  }).then((answer) => answer.json());
  const ticket = await make().ticket(opened.file_id);
  await new Piecemeal({ baseUrl: '${url}' }).uploadToTicket(ticket.url, input.files[0], { partSize: 1 << 20 });
  return make().wait(opened.file_id);
};
globalThis.ready = true;
</script></html>`;

const app = createServer(async (request, answer) => {
  const script = /^\/client\/([a-z0-9-]+\.js)$/.exec(request.url);
  answer.setHeader('content-type', script ? 'text/javascript' : 'text/html');
  answer.end(script ? await readFile(join(client, script[1])) : PAGE);
});
await new Promise((listening) => { app.listen(port, listening); });

const folder = await mkdtemp(join(tmpdir(), 'client-'));
const bytes = randomBytes(CHUNK * CHUNKS);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const path = join(folder, 'a file.bin');
await writeFile(path, bytes);

const browser = await chromium.launch({
  executablePath: process.env.PIECEMEAL_TEST_BROWSER,
  // Tests run as root in many a container, where Chromium has no sandbox.
  args: ['--no-sandbox'],
});

async function open(page) {
  await page.waitForFunction(() => globalThis.ready);
  await page.setInputFiles('input', path);
}

async function inPage(work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const complaints = [];
    page.on('pageerror', (e) => complaints.push(e.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    await open(page);
    await work(page, context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

function counting(page) {
  const count = { opened: 0, chunks: 0 };
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url() === `${url}/uploads`) count.opened++;
    if (request.method() === 'PUT') count.chunks++;
  });
  return count;
}

const cases = {
  'a file goes up and comes down': () => inPage(async (page) => {
    const file = await page.evaluate(() => send('localStorage'));
    assert.equal(file.sha256, sha256);
    assert.equal(file.filename, 'a file.bin');
    assert.equal(await page.evaluate((id) => digest(id), file.file_id), sha256);
    assert.equal(await page.evaluate(() => localStorage.length), 0, 'the state is gone');
  }),

  'an error is told with all that the service says': () => inPage(async (page) => {
    assert.deepEqual(await page.evaluate(() => refused()), { code: 'unauthenticated', status: 401, retryable: false, told: true });
  }),

  'a file goes to a ticket without a key': () => inPage(async (page) => {
    assert.equal((await page.evaluate(() => byTicket())).sha256, sha256);
  }),

  'without a network it waits, and goes on': () => inPage(async (page, context) => {
    const sending = page.evaluate(() => send('localStorage'));
    await page.waitForFunction((sent) => seen.sent >= sent, CHUNK * 4);
    await context.setOffline(true);
    await page.waitForRequest(() => true);
    await context.setOffline(false);
    assert.equal((await sending).sha256, sha256);
  }),
};

for (const kind of ['localStorage', 'indexedDB']) {
  cases[`a page that is loaded again goes on (${kind})`] = () => inPage(async (page) => {
    const count = counting(page);
    let passed = 0;
    let holding = true;
    let reached;
    const held = new Promise((resolve) => { reached = resolve; });
    await page.route('**/uploads/*', (route) => {
      if (!holding || route.request().method() !== 'PUT' || ++passed <= CHUNKS / 2) return route.continue();
      return reached();
    });
    // Ends with the page.
    page.evaluate((store) => send(store), kind).catch(() => {});
    await held;
    await page.reload();
    holding = false;
    await open(page);
    const file = await page.evaluate((store) => send(store), kind);
    assert.equal(file.sha256, sha256);
    assert.equal(file.chunks, CHUNKS);
    assert.equal(count.opened, 1);
    // The one that was held counts too.
    assert.equal(count.chunks, CHUNKS + 1);
    assert.equal(await page.evaluate(() => seen.phases[0]), 'checking');
  });
}

let failed = 0;
try {
  for (const [name, work] of Object.entries(cases)) {
    try {
      await work();
      console.log(`ok ${name}`);
    } catch (e) {
      failed++;
      console.log(`FAILED ${name}: ${e.stack}`);
    }
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
process.exit(failed ? 1 : 0);
