// The page that a ticket is, as a person with a browser has it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { authorization, call, content, random, run, url } from './service.mjs';

const MEBIBYTE = 1 << 20;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env.PIECEMEAL_TEST_BROWSER,
  // Tests run as root in many a container, where Chromium has no sandbox.
  args: ['--no-sandbox'],
});

async function session(more = {}) {
  const file = await call('POST', '/uploads', { filename: 'från <b>Bo.bin', ...more });
  const ticket = await call('POST', `/uploads/${file.file_id}/ticket`);
  return { id: file.file_id, ticket };
}

// Opens the page of a ticket; whatever its policy or its script is unhappy with fails the case.
async function open(ticket, work, options = {}) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (e) => complaints.push(e.message));
    page.on('console', (m) => {
      if (/Content Security Policy/.test(m.text())) complaints.push(m.text());
    });
    await page.goto(ticket.url);
    await work(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

async function accessible(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.help}`), []);
}

const file = (buffer, name = 'chosen.bin') => ({ name, mimeType: 'application/octet-stream', buffer });
const within = (ms, promise, what) => Promise.race([promise,
  new Promise((_, reject) => { setTimeout(() => reject(new Error(`${what} did not come`)), ms); })]);
const said = (page, text) => page.getByText(text).first().waitFor();

// A call of the tool by which an agent's client asks its person, in the revision that has it.
async function askPerson(more = {}) {
  const params = { name: 'upload_from_person', arguments: { message: 'A file, please.' }, ...more,
    _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } } } };
  const answer = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': params.name },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  });
  return (await answer.json()).result;
}

await run({
  'a person whom an agent asks sends a file, and the call that waits has it': async () => {
    const { inputRequests, requestState } = await askPerson();
    const { mode, url: page } = inputRequests.send.params;
    assert.equal(mode, 'url');
    const waiting = askPerson({ requestState, inputResponses: { send: { action: 'accept' } } });
    await open({ url: page }, async (tab) => {
      await said(tab, 'Send a file by');
      assert.equal(await tab.locator('#host').textContent(), new URL(url).host);
      await tab.getByLabel('Choose the file').setInputFiles(file(Buffer.from('from a person'), 'mine.txt'));
      assert.equal(await tab.locator('#doubt').textContent(), '');
      await tab.getByRole('button', { name: 'Send' }).click();
      await said(tab, '“mine.txt” has 13 bytes. You can close this page.');
    });
    const { structuredContent } = await waiting;
    assert.equal(structuredContent.status, 'complete');
    assert.equal((await content(structuredContent.file_id)).toString(), 'from a person');
  },

  'a chosen file is sent whole, in several parts': async () => {
    const { id, ticket } = await session();
    const bytes = random(19 * MEBIBYTE + 5);
    await open(ticket, async (page) => {
      await said(page, 'Send “från <b>Bo.bin” by');
      await page.getByLabel('Choose the file').setInputFiles(file(bytes));
      await page.getByRole('button', { name: 'Send' }).click();
      await said(page, 'The file was sent.');
      // There is nothing to lose any more, so leaving asks nothing.
      assert.equal(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true }))), true);
    });
    assert.ok(bytes.equals(await content(id)));
  },

  'all of it can be done with the keyboard': async () => {
    const { id, ticket } = await session();
    await open(ticket, async (page) => {
      // Listened for from the start: the browser has to be told, which a key must not overtake.
      const chooser = new Promise((resolve) => { page.once('filechooser', resolve); });
      await said(page, 'Send “');
      await page.keyboard.press('Tab');
      await page.waitForFunction(() => document.activeElement.id === 'file');
      await page.keyboard.press('Enter');
      await (await within(30_000, chooser, 'the chooser')).setFiles(file(Buffer.from('typed')));
      await said(page, 'chosen.bin, 5 bytes');
      await page.keyboard.press('Tab');
      await page.waitForFunction(() => document.activeElement.id === 'send');
      await page.keyboard.press('Enter');
      await said(page, 'The file was sent.');
      await page.waitForFunction(() => document.activeElement.id === 'sent');
    });
    assert.equal((await content(id)).toString(), 'typed');
  },

  'a file can be dropped': async () => {
    const { id, ticket } = await session();
    await open(ticket, async (page) => {
      await said(page, 'Send “');
      const dropped = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['dropped'], 'dropped.txt'));
        return transfer;
      });
      // Beside the zone: the browser would leave the page and show the file.
      await page.dispatchEvent('h1', 'drop', { dataTransfer: dropped });
      await page.getByRole('button', { name: 'Send' }).click();
      await said(page, 'The file was sent.');
    });
    assert.equal((await content(id)).toString(), 'dropped');
  },

  'a part whose answer is lost is not stored twice': async () => {
    const { id, ticket } = await session();
    const bytes = random(19 * MEBIBYTE);
    let lost = 0;
    await open(ticket, async (page) => {
      await page.route('**/tickets/pmt_*', async (route) => {
        if (route.request().method() === 'PUT' && lost++ % 2 === 0) {
          await route.fetch();
          await route.abort('connectionreset');
        } else {
          await route.continue();
        }
      });
      await page.getByLabel('Choose the file').setInputFiles(file(bytes));
      await page.getByRole('button', { name: 'Send' }).click();
      await said(page, 'The file was sent.');
    });
    assert.ok(lost > 2);
    assert.equal((await call('GET', `/files/${id}`)).status, 'complete');
    assert.ok(bytes.equals(await content(id)));
  },

  'what was sent before the page was closed is gone on from': async () => {
    const { id, ticket } = await session();
    const bytes = random(19 * MEBIBYTE);
    await open(ticket, async (page) => {
      let parts = 0;
      await page.route('**/tickets/pmt_*', (route) =>
        route.request().method() === 'PUT' && ++parts > 1 ? undefined : route.continue());
      await page.getByLabel('Choose the file').setInputFiles(file(bytes));
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForFunction(() => document.getElementById('bar').value >= 42);
    });
    await open(ticket, async (page) => {
      await said(page, 'are there; choose the whole file to go on');
      await page.getByLabel('Choose the file').setInputFiles(file(random(19 * MEBIBYTE)));
      await page.getByRole('button', { name: 'Send' }).click();
      await said(page, 'This is not the file that was begun');
      await page.getByLabel('Choose the file').setInputFiles(file(bytes));
      await page.getByRole('button', { name: 'Send' }).click();
      await said(page, 'The file was sent.');
    });
    assert.ok(bytes.equals(await content(id)));
  },

  'an empty file is sent': async () => {
    const { id, ticket } = await session();
    await open(ticket, async (page) => {
      await page.getByLabel('Choose the file').setInputFiles(file(Buffer.alloc(0)));
      await page.getByRole('button', { name: 'Send' }).click();
      await said(page, 'The file was sent.');
    });
    const sent = await call('GET', `/files/${id}`);
    assert.equal(sent.size, 0);
    assert.equal(sent.status, 'complete');
  },

  'a file of another size than declared is not sent': async () => {
    const { id, ticket } = await session({ size: 3 });
    await open(ticket, async (page) => {
      await said(page, 'It has 3 bytes.');
      await page.getByLabel('Choose the file').setInputFiles(file(Buffer.from('four')));
      await page.getByRole('alert').getByText('This file has 4 bytes').waitFor();
      assert.ok(await page.getByRole('button', { name: 'Send' }).isDisabled());
    });
    assert.equal((await call('GET', `/files/${id}`)).size, 0);
  },

  'another name than that of the link is asked about': async () => {
    const { id, ticket } = await session();
    await open(ticket, async (page) => {
      await page.getByLabel('Choose the file').setInputFiles(file(Buffer.from('x'), 'från <b>Bo.bin'));
      await said(page, 'från <b>Bo.bin, 1 byte');
      assert.equal(await page.locator('#doubt').textContent(), '');
      await page.getByLabel('Choose the file').setInputFiles(file(Buffer.from('y'), 'other.bin'));
      await page.getByRole('alert').getByText('this one is called “other.bin”').waitFor();
      await page.getByRole('button', { name: 'Send it anyway' }).click();
      await said(page, 'The file was sent.');
    });
    assert.equal((await content(id)).toString(), 'y');
  },

  'what broke off goes on when there is a network again': async () => {
    const { id, ticket } = await session();
    const bytes = random(19 * MEBIBYTE);
    await open(ticket, async (page) => {
      await page.route('**/tickets/pmt_*', async (route) => {
        // As long as it takes to cut the network.
        if (route.request().method() === 'PUT') await new Promise((resolve) => { setTimeout(resolve, 300); });
        await route.continue();
      });
      await page.getByLabel('Choose the file').setInputFiles(file(bytes));
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForFunction(() => document.getElementById('bar').value >= 40);
      await page.context().setOffline(true);
      await said(page, 'You are offline. It goes on by itself.');
      await page.screenshot({ path: 'ticket-offline.png' });
      // Asked for: a page that is left now loses its place for a moment.
      assert.equal(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true }))), false);
      await page.context().setOffline(false);
      await said(page, 'The file was sent.');
    });
    assert.ok(bytes.equals(await content(id)));
  },

  'a link that is used up, or none, says so': async () => {
    const { id, ticket } = await session();
    await fetch(ticket.url, { method: 'PUT', body: 'sent by a shell' });
    await open(ticket, (page) => said(page, 'This link was used already'));
    await call('DELETE', `/uploads/${id}/ticket`);
    await open(ticket, (page) => said(page, 'This link is not valid any more'));
    await open({ url: `${url}/tickets/%3Cimg%20src=x%3E` }, (page) => said(page, 'not valid any more'));
  },

  'no rule of accessibility is broken': async () => {
    const phone = { viewport: { width: 360, height: 740 } };
    for (const [name, options] of Object.entries({ light: {}, dark: { colorScheme: 'dark' }, phone })) {
      const { ticket } = await session();
      await open(ticket, async (page) => {
        await said(page, 'Send “');
        await accessible(page);
        await page.getByLabel('Choose the file').setInputFiles(file(random(100)));
        await said(page, 'Is it the right one?');
        await accessible(page);
        await page.screenshot({ path: `ticket-${name}.png` });
        await page.getByRole('button', { name: 'Send' }).click();
        await said(page, 'The file was sent.');
        await accessible(page);
        await page.screenshot({ path: `ticket-sent-${name}.png` });
      }, options);
    }
  },
});
