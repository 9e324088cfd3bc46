// The console, as a person with a browser has it: what they send, what breaks off, what they see and hear.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const url = process.env.PIECEMEAL_TEST_URL;
const key = process.env.PIECEMEAL_TEST_KEY;
const pictures = process.env.PIECEMEAL_TEST_PICTURES;
// Where the browser finds the page: the service itself, or a proxy before it.
const shown = process.env.PIECEMEAL_TEST_PROXY ?? url;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const files = await mkdtemp(join(tmpdir(), 'piecemeal-console-'));
const MEBIBYTE = 1 << 20;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const LOOKS = { desktop: {}, dark: { colorScheme: 'dark' }, phone: PHONE, 'phone-dark': { ...PHONE, colorScheme: 'dark' } };

const browser = await chromium.launch({
  executablePath: process.env.PIECEMEAL_TEST_BROWSER,
  // Tests run as root in many a container, where Chromium has no sandbox. The name is one that browsers trust no more
  // than any other, unlike localhost.
  args: ['--no-sandbox', '--host-resolver-rules=MAP files.example.test 127.0.0.1'],
});

async function call(method, path, body) {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

const content = async (id) => Buffer.from(await (await fetch(`${url}/files/${id}/content`, { headers: { authorization: `Bearer ${key}` } })).arrayBuffer());
const named = async (name) => (await call('GET', '/files?limit=1000')).data.filter((file) => file.filename === name);
const store = (name, type, bytes) => {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type }), name);
  return fetch(`${url}/files`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form }).then((answer) => answer.json());
};

async function until(what, condition) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.fail(`never: ${what}`);
}

// A browser with the console; whatever its policy or its scripts are unhappy with fails the case.
async function at(work, options = {}) {
  const context = await browser.newContext(options);
  const complaints = [];
  try {
    // Without it the page asks for files in the way of Firefox and Safari, which can be answered here.
    await context.addInitScript(() => { delete globalThis.showOpenFilePicker; });
    await work(await page(context, complaints), context, complaints);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

async function page(context, complaints) {
  const opened = await context.newPage();
  opened.setDefaultTimeout(120_000);
  opened.on('pageerror', (e) => complaints.push(e.stack));
  opened.on('console', (m) => { if (/Content Security Policy|TrustedHTML/.test(m.text())) complaints.push(m.text()); });
  opened.on('dialog', (dialog) => dialog.accept());
  await opened.goto(`${shown}/`);
  return opened;
}

async function signOn(page) {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
}

async function accessible(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), []);
}

const picture = (page, name) => page.screenshot({ path: join(pictures, `console-${name}.png`) });
const panel = (page) => page.getByRole('region', { name: 'Uploads' });
const sent = (page, text) => panel(page).getByText(text).first().waitFor();

/** Parts go by one by one, as on a slow line, so that there is a middle. @returns where the first of them begins */
async function slowly(page, ms) {
  const gone = { start: null };
  await page.route('**/tickets/pmt_*', async (route) => {
    if (route.request().method() === 'PUT') {
      gone.start ??= Number(/^bytes (\d+)-/.exec(await route.request().headerValue('content-range'))[1]);
      await new Promise((resolve) => { setTimeout(resolve, ms); });
    }
    await route.continue().catch(() => {});
  });
  return gone;
}

async function onDisk(name, bytes) {
  const path = join(files, name);
  await writeFile(path, bytes);
  return path;
}

const cases = {
  'a wrong key is refused, with words': () => at(async (page) => {
    await page.getByLabel('API key').fill('pm_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('This key is not valid here').waitFor();
    await accessible(page);
    assert.equal(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])), '[{},{},""]');
  }),

  'an upload goes on after a reload where it was': () => at(async (page) => {
    const bytes = randomBytes(40 * MEBIBYTE);
    const path = await onDisk('reload.bin', bytes);
    await signOn(page);
    const gone = await slowly(page, 500);
    await page.setInputFiles('#files-input', path);
    await until('two parts are there', async () => (await named('reload.bin'))[0]?.size >= 10 * MEBIBYTE);
    await picture(page, 'sending');
    await page.reload();
    const [{ size: before, file_id: id }] = await named('reload.bin');
    assert.ok(before > 0 && before < bytes.length);
    await signOn(page);
    await sent(page, '1 upload from before is not finished');
    await picture(page, 'after-reload');
    await accessible(page);
    // Another file of this name and size is noticed before a byte of it is sent.
    const other = await onDisk('reload.bin', randomBytes(bytes.length));
    await panel(page).getByLabel('Choose the same file').setInputFiles(other);
    await sent(page, 'This is another file than the one that was begun');
    await writeFile(path, bytes);
    gone.start = null;
    await panel(page).getByLabel('Choose the same file').setInputFiles(path);
    await sent(page, '1 file sent');
    // Only what is compared goes a second time, however small the parts are.
    assert.ok(gone.start >= before - 64 * 1024, `from ${gone.start} on, of ${before}`);
    assert.ok(bytes.equals(await content(id)));
    assert.equal((await named('reload.bin')).length, 1);
  }),

  'a while offline only pauses': () => at(async (page, context) => {
    const bytes = randomBytes(24 * MEBIBYTE);
    const path = await onDisk('offline.bin', bytes);
    await signOn(page);
    await slowly(page, 400);
    await page.setInputFiles('#files-input', path);
    await until('a part is there', async () => (await named('offline.bin'))[0]?.size > 0);
    await context.setOffline(true);
    await sent(page, 'Offline: goes on by itself');
    await picture(page, 'offline');
    await context.setOffline(false);
    await sent(page, '1 file sent');
    assert.ok(bytes.equals(await content((await named('offline.bin'))[0].file_id)));
  }),

  'two windows do not send the same': () => at(async (page1, context, complaints) => {
    const bytes = randomBytes(24 * MEBIBYTE);
    const path = await onDisk('windows.bin', bytes);
    await signOn(page1);
    await slowly(page1, 700);
    await page1.setInputFiles('#files-input', path);
    await until('a part is there', async () => (await named('windows.bin'))[0]?.size > 0);
    const page2 = await page(context, complaints);
    await signOn(page2);
    await sent(page2, process.env.PIECEMEAL_TEST_PROXY ? 'not finished' : 'Another window sends it');
    await sent(page1, '1 file sent');
    assert.equal((await named('windows.bin')).length, 1);
    assert.ok(bytes.equals(await content((await named('windows.bin'))[0].file_id)));
    await page2.getByRole('link', { name: 'windows.bin' }).waitFor();
  }),

  'a folder of 500 small files is sent, each once': () => at(async (page) => {
    const folder = join(files, 'folder');
    await mkdir(join(folder, 'inside'), { recursive: true });
    for (let i = 0; i < 500; i++) await writeFile(join(folder, i % 2 ? 'inside' : '', `small-${i}.txt`), `number ${i}\n`);
    await signOn(page);
    const begun = Date.now();
    await page.setInputFiles('#folder-input', folder);
    await sent(page, '500 files sent');
    console.log(`  500 files in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    const names = (await call('GET', '/files?limit=1000')).data.map((file) => file.filename).filter((name) => name.startsWith('small-'));
    assert.equal(new Set(names).size, 500);
    assert.equal(names.length, 500);
    await panel(page).getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Search by name').fill('small-499');
    await page.getByRole('link', { name: 'small-499.txt' }).waitFor();
    assert.equal(await page.locator('li.file').count(), 1);
  }),

  'files can be dropped anywhere': () => at(async (page) => {
    await signOn(page);
    const transfer = await page.evaluateHandle(() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
      return dropped;
    });
    await page.dispatchEvent('h1', 'dragover', { dataTransfer: transfer });
    await page.getByText('Drop to upload').waitFor();
    await picture(page, 'drop');
    await page.dispatchEvent('h1', 'drop', { dataTransfer: transfer });
    await sent(page, '1 file sent');
    assert.equal((await content((await named('dropped.txt'))[0].file_id)).toString(), 'dropped');
  }),

  'all of it can be done with the keyboard': () => at(async (page) => {
    const path = await onDisk('typed.txt', 'typed');
    const tabTo = async (name) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const it = document.activeElement;
          return it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent;
        });
        if (focused.trim().includes(name)) {
          const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
          assert.equal(outline, 'solid', `the focus of ${name} cannot be seen`);
          return;
        }
      }
      assert.fail(`no way to ${name}`);
    };
    await page.getByRole('heading', { name: 'Piecemeal' }).waitFor();
    await tabTo('API key');
    await page.keyboard.type(key);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    const chooser = new Promise((resolve) => { page.once('filechooser', resolve); });
    await tabTo('Choose files');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(path);
    await sent(page, '1 file sent');
    await tabTo('typed.txt');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'typed.txt' }).waitFor();
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    await tabTo('Delete');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo('Delete');
    await page.keyboard.press('Enter');
    await until('it is deleted', async () => (await named('typed.txt')).length === 0);
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
  }),

  'what others send is seen while it arrives': () => at(async (page) => {
    await signOn(page);
    const { file_id: id } = await call('POST', '/uploads', { filename: 'arriving.bin', size: 8 });
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'arriving.bin' }) });
    await row.getByText('0 % of 8 bytes').waitFor();
    await call('PUT', `/uploads/${id}`, { data: 'YWJjZA==' });
    await row.getByText('50 % of 8 bytes').waitFor();
    assert.equal(await row.getByRole('progressbar', { name: 'Progress of arriving.bin' }).getAttribute('value'), '4');
    await page.getByRole('link', { name: 'arriving.bin' }).click();
    await page.getByRole('img', { name: '1 chunk, 50 percent of the file' }).waitFor();
    await call('PUT', `/uploads/${id}`, { data: 'ZWZnaA==' });
    await page.getByText('Complete', { exact: true }).first().waitFor();
    await page.getByRole('img', { name: '2 chunks, 100 percent of the file' }).waitFor();
    await page.getByText('9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab').waitFor();
    await page.getByText('abcdefgh').waitFor();
  }),

  'nothing of a file runs in its preview': () => at(async (page) => {
    const evil = '<script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 1">';
    const names = { 'page.html': 'text/html', 'drawing.svg': 'image/svg+xml', 'lie.png': 'image/png' };
    for (const [name, type] of Object.entries(names)) {
      const body = name === 'drawing.svg' ? `<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.ran = 1">${evil}</svg>` : evil;
      const { file_id: id } = await store(name, type, body);
      const answer = await fetch(`${url}/files/${id}/content`, { headers: { authorization: `Bearer ${key}` } });
      assert.match(answer.headers.get('content-disposition'), /^attachment/);
      assert.equal(answer.headers.get('content-security-policy'), "sandbox; default-src 'none'");
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await store('pixel', 'application/octet-stream', png);
    await signOn(page);
    for (const name of ['page.html', 'drawing.svg']) {
      await page.getByRole('link', { name }).click();
      await page.getByRole('region', { name: 'Text of the file' }).getByText('globalThis.ran').waitFor();
      await page.goBack();
    }
    await page.getByRole('link', { name: 'lie.png' }).click();
    await page.getByText('There is no preview').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'pixel', exact: true }).click();
    const shownPicture = page.getByRole('img', { name: 'Preview of pixel' });
    await shownPicture.waitFor();
    assert.match(await shownPicture.getAttribute('src'), /^blob:/);
    assert.equal(await shownPicture.evaluate((image) => image.decode().then(() => image.naturalWidth)), 1);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  }),

  'a link takes a file of somebody without a key': () => at(async (page) => {
    await signOn(page);
    await page.getByRole('button', { name: 'Ask for a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask for a file' });
    await dialog.getByLabel('What the file will be called').fill('asked.txt');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    await dialog.getByText('Waiting for the file').waitFor();
    await dialog.getByRole('img', { name: 'Code with the link for asked.txt' }).waitFor();
    await accessible(page);
    await picture(page, 'ticket');
    const link = await dialog.locator('code').first().textContent();
    assert.equal((await fetch(link, { method: 'PUT', body: 'asked' })).status, 200);
    await dialog.getByText('It has arrived').waitFor();
    await dialog.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('heading', { name: 'asked.txt' }).waitFor();
  }),

  'keys and quotas are managed': () => at(async (page) => {
    await signOn(page);
    await page.getByRole('link', { name: 'Keys' }).click();
    await page.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Owner' }).fill('bob');
    await dialog.getByRole('textbox', { name: 'Label' }).fill('nightly export');
    await accessible(page);
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await dialog.getByText('Copy it now').waitFor();
    const made = await dialog.locator('code').textContent();
    assert.equal((await fetch(`${url}/files`, { headers: { authorization: `Bearer ${made}` } })).status, 200);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await accessible(page);
    await picture(page, 'keys');
    await page.getByRole('button', { name: 'Revoke nightly export' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Owners' }).click();
    await page.getByRole('button', { name: 'Change the quota of alice' }).click();
    await page.getByLabel('Bytes at most').fill('12');
    await page.getByLabel('Unit').selectOption({ label: 'GB' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('its own').waitFor();
    assert.deepEqual((await call('GET', '/admin/owners/alice')).own_quota, { bytes: 12e9 });
    await accessible(page);
    await picture(page, 'owners');
    await call('DELETE', '/admin/owners/alice/quota');
  }),

  'a key that may only read is offered nothing else': async () => {
    const { key: reading, id } = await call('POST', '/admin/keys', { owner: 'alice', scope: 'read' });
    await at(async (page) => {
      await page.getByLabel('API key').fill(reading);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
      await page.locator('li.file').first().waitFor();
      assert.equal(await page.getByRole('button', { name: /Choose|Delete|Ask/ }).count(), 0);
      assert.equal(await page.getByRole('link', { name: 'Keys' }).count(), 0);
      await call('DELETE', `/admin/keys/${id}`);
      await page.getByText('Your key is not valid any more').waitFor();
    });
  },

  'it reads well, and breaks no rule of accessibility': async () => {
    for (const [name, options] of Object.entries(LOOKS)) {
      await at(async (page) => {
        await page.getByRole('heading', { name: 'Piecemeal' }).waitFor();
        await accessible(page);
        await picture(page, `door-${name}`);
        await signOn(page);
        await page.locator('li.file').first().waitFor();
        await accessible(page);
        await picture(page, `files-${name}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'it scrolls sideways');
        await page.getByLabel('Search by name').fill('nothing is called so');
        await page.getByText('Nothing is called').waitFor();
        await accessible(page);
        await page.getByLabel('Search by name').fill('reload.bin');
        await page.getByRole('link', { name: 'reload.bin' }).click();
        await page.getByRole('heading', { name: 'reload.bin' }).waitFor();
        await page.getByRole('heading', { name: 'Chunks' }).waitFor();
        await page.locator('summary').click();
        await accessible(page);
        await picture(page, `file-${name}`);
      }, options);
    }
  },
};

// Behind a proxy that nobody set up: what goes another way there.
const PROXIED = ['an upload goes on after a reload where it was', 'a folder of 500 small files is sent, each once', 'two windows do not send the same'];
let failed = 0;
for (const [name, work] of Object.entries(cases)) {
  if (process.env.PIECEMEAL_TEST_PROXY && !PROXIED.includes(name)) continue;
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  try {
    await work();
    console.log(`ok ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAILED ${name}: ${e.stack}`);
  }
}
await browser.close();
await rm(files, { recursive: true });
process.exit(failed ? 1 : 0);
