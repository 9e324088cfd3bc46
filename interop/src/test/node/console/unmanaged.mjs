// The console of a service whose health and admin API have a port of their own: it offers nothing of them.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: process.env.PIECEMEAL_TEST_BROWSER, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const asked = Promise.all(['health/ready', 'admin/keys'].map(async (path) => {
    const answer = await page.waitForResponse((response) => response.url().endsWith(path));
    assert.equal(answer.status(), 404, path);
  }));
  await page.goto(`${process.env.PIECEMEAL_TEST_URL}/`);
  await page.getByLabel('API key').fill(process.env.PIECEMEAL_TEST_KEY);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
  await asked;
  await page.getByRole('link', { name: 'OpenAPI document' }).waitFor();
  for (const name of ['Keys', 'Owners', 'Status']) {
    assert.equal(await page.getByRole('link', { name, exact: true }).count(), 0, name);
  }
} finally {
  await browser.close();
}
