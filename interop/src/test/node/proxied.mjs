// The page that a ticket is, through a proxy, as a person with a browser has it.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { call, content, random, run } from './service.mjs';

const PATIENCE = 300_000;

const browser = await chromium.launch({
  executablePath: process.env.PIECEMEAL_TEST_BROWSER,
  // Tests run as root in many a container, where Chromium has no sandbox. The name is one that browsers trust no more
  // than any other, unlike localhost.
  args: ['--no-sandbox', '--host-resolver-rules=MAP files.example.test 127.0.0.1'],
});

await run({
  'a file of 30 MB is sent through the proxy': async () => {
    const { file_id: id } = await call('POST', '/uploads', { filename: 'large.bin' });
    const ticket = await call('POST', `/uploads/${id}/ticket`);
    const bytes = random(30_000_000);
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(process.env.PIECEMEAL_TEST_PROXY + new URL(ticket.url).pathname);
    await page.getByLabel('Choose the file').setInputFiles(
      { name: 'large.bin', mimeType: 'application/octet-stream', buffer: bytes });
    await page.getByRole('button', { name: 'Send' }).click();
    const alert = page.getByRole('alert').filter({ hasText: /\w/ });
    await page.getByText('The file was sent.').or(alert).first().waitFor();
    assert.deepEqual(await alert.allTextContents(), []);
    assert.ok(bytes.equals(await content(id)));
    assert.equal((await call('GET', `/files/${id}`)).status, 'complete');
  },
});
