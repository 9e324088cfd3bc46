// Uppy's dashboard in a browser, in a page of another origin: a person chooses a file, and sends it.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const base = process.env.PIECEMEAL_TEST_URL;
const headers = { Authorization: `Bearer ${process.env.PIECEMEAL_TEST_KEY}` };
const port = process.env.PIECEMEAL_TEST_APP_PORT;
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const bytes = randomBytes(12_345_678);

const { outputFiles: [script] } = await build({
  entryPoints: ['uppy-page.mjs'], bundle: true, write: false, format: 'iife',
});
const app = createServer((request, answer) => {
  if (request.url === '/page.js') {
    answer.setHeader('content-type', 'text/javascript');
    answer.end(script.text);
  } else {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>An application</title><div id="dashboard"></div><script src="page.js"></script>');
  }
});
await new Promise((listening) => { app.listen(port, listening); });
const browser = await chromium.launch({
  executablePath: process.env.PIECEMEAL_TEST_BROWSER,
  // Tests run as root in many a container, where Chromium has no sandbox.
  args: ['--no-sandbox'],
});

// Chooses the file in a page of its own and begins to send it.
async function begun(options, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.evaluate((given) => globalThis.show(given), { endpoint: `${base}/tus`, headers, ...options });
    await page.locator('input.uppy-Dashboard-input').first().setInputFiles(
      { name: 'Bericht ü.bin', mimeType: 'application/x-test', buffer: bytes });
    await page.locator('.uppy-StatusBar-actionBtn--upload').click();
    await work(page, context);
  } finally {
    await context.close();
  }
}

async function finished(name, page) {
  await page.waitForFunction(() => globalThis.seen.urls.length + globalThis.seen.errors.length > 0);
  const { urls, errors } = await page.evaluate(() => globalThis.seen);
  assert.deepEqual(errors, [], name);
  const id = urls[0].split('/').pop();
  const file = await (await fetch(`${base}/files/${id}`, { headers })).json();
  const stored = Buffer.from(await (await fetch(`${base}/files/${id}/content`, { headers })).arrayBuffer());
  assert.equal(file.status, 'complete', name);
  assert.equal(digest(stored), digest(bytes), name);
  console.log(`ok ${name}: ${file.filename}, ${file.size} bytes`);
  return file;
}

const sentMoreThan = (page, count) => page.waitForFunction((than) => globalThis.seen.sent > than, count);

try {
  await begun({}, async (page) => {
    const file = await finished('whole', page);
    assert.equal(file.filename, 'Bericht ü.bin');
    assert.equal(file.content_type, 'application/x-test');
  });
  await begun({ chunkSize: 1_000_000 }, (page) => finished('in chunks', page));
  await begun({ parallelUploads: 3 }, (page) => finished('three parts at once', page));
  await begun({ chunkSize: 500_000 }, async (page) => {
    await sentMoreThan(page, 1_000_000);
    await page.evaluate(() => globalThis.uppy.pauseAll());
    const { sent } = await page.evaluate(() => globalThis.seen);
    assert.ok(sent < bytes.length, 'nothing was left to be sent after the pause');
    await page.evaluate(() => globalThis.uppy.resumeAll());
    await finished('paused and resumed', page);
  });
  await begun({ chunkSize: 500_000 }, async (page, context) => {
    await sentMoreThan(page, 1_000_000);
    await context.setOffline(true);
    await page.waitForFunction(() => !globalThis.navigator.onLine);
    await context.setOffline(false);
    await finished('without a network for a while', page);
  });
  await begun({ headers: {}, retryDelays: [] }, async (page) => {
    await page.waitForFunction(() => globalThis.seen.errors.length > 0);
    const { errors } = await page.evaluate(() => globalThis.seen);
    assert.match(errors[0], /401/);
    console.log('ok refused without a key: the page reads 401');
  });
} finally {
  await browser.close();
  app.close();
}
