// The tools: from a claim to the edit that denies it, from a list of codes to what Medicare pays here, from minutes to
// units.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, isMarked, mark, visit } from '../support/browser.js';
import { becomeReader } from '../support/pages.js';
import { suite } from '../support/suite.js';

/** Loads a file of one ZIP code: 32801, in the rest of Florida. */
async function loadZip(server) {
  const folder = mkdtempSync(join(tmpdir(), 'coding-ahead-zip.'));
  const file = join(folder, 'ZIP5_OCT2025.txt');
  writeFileSync(file, `${'FL328010910299 Z9'.padEnd(20)}${'0 A'.padEnd(55)}20254\r\n`);
  await server.run('import', file);
  rmSync(folder, { recursive: true });
}

suite('Tools', (check) => {
  check('a claim is checked, copied, saved and led back to', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width: 360, height: 640 });
    await visit(page, '/tools?on=2026-11-02');
    await mark(page);
    await page.getByRole('link', { name: /Claim check/ }).click();
    await page.getByLabel('Claim lines').fill('97150 GP\n97530 GP x2');
    await page.getByRole('button', { name: 'Check the claim' }).click();
    await page.waitForURL((url) => url.searchParams.has('lines'));
    const result = page.locator('#content');
    await result.getByRole('heading', { name: 'Result' }).waitFor();
    await eventually(() => page.evaluate(() => document.querySelector('#result').getBoundingClientRect().top < innerHeight / 2), true, 'the result is in view');
    assert.match(await result.innerText(), /Fails/);
    // Whose rows they are is told where they open, and nothing of them.
    assert.doesNotMatch(await result.innerText(), /Indicator 1|More extensive procedure/);

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    assert.match(readFileSync(await download.path(), 'utf8'), /97530/);
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /97530/);
    assert.ok(await isMarked(page), 'without a reload');

    const address = page.url();
    await becomeReader(context);
    await context.request.get('/codes/cpt/97150?on=2026-11-02');
    await context.request.get('/codes/cpt/97530?on=2026-11-02');
    await visit(page, address.replace('#result', ''));
    assert.equal(await page.getByLabel('Claim lines').inputValue(), '97150 GP\n97530 GP x2');
    assert.match(await result.innerText(), /Indicator 1|Paid together only/);
  });

  check('a place chosen by ZIP code is marked among all, and codes are priced there', async ({ page }) => {
    await visit(page, '/tools/fees?on=2025-11-03');
    await page.getByLabel('Codes', { exact: true }).fill('97150');
    await page.getByLabel('Place').selectOption('national');
    await page.getByRole('button', { name: 'Price' }).click();
    await page.getByText('$17.47').first().waitFor();
    await page.getByLabel('Place').selectOption('all');
    await page.getByRole('button', { name: 'Price' }).click();
    await page.getByText(/in all 109 localities/).waitFor();
    assert.ok((await page.locator('svg').count()) > 1, 'a drawing');
    await page.getByText('The figures as a table').first().click();
    assert.ok((await page.locator('.plot table tbody tr').count()) >= 109);
  });

  check('a ZIP code is remembered for the pages that tell what Medicare pays, and forgotten', async ({ page, context, server }) => {
    await loadZip(server);
    await becomeReader(context);
    await visit(page, '/tools/fees?on=2025-11-03');
    await page.getByLabel('Codes', { exact: true }).fill('97150');
    await page.getByLabel('ZIP code').fill('32801');
    await page.getByRole('button', { name: 'Price' }).click();
    await page.getByText('$17.15').first().waitFor();

    const zip = () => new URL(page.url()).searchParams.get('zip');
    await visit(page, '/codes/cpt/97150?on=2025-11-03');
    assert.equal(zip(), '32801', 'a page that is loaded');
    assert.match(await page.locator('#medicare-coverage').innerText(), /REST OF FLORIDA, FL\s+\$17\.15/);
    const next = page.locator('#family a').first();
    const code = new URL(await next.getAttribute('href'), page.url()).pathname.split('/').pop();
    await next.click();
    await page.waitForURL((url) => url.pathname.endsWith(code) && url.searchParams.get('zip') === '32801');
    // The address changes before the page does.
    await page.locator('main h1', { hasText: code }).waitFor();

    const field = page.getByLabel('Your ZIP code');
    await field.fill('');
    await field.press('Enter');
    await eventually(zip, (now) => !now, 'the ZIP code of the address');
    await visit(page, '/codes/cpt/97150?on=2025-11-03');
    assert.equal(zip(), null, 'forgotten');
  });

  check('minutes become units by both rules', async ({ page }) => {
    await visit(page, '/tools/therapy-units');
    await page.getByLabel('Services and minutes').fill('97110 24\n97140 14');
    await page.getByRole('button', { name: /Count/ }).click();
    await page.locator('.table.units').waitFor();
    assert.match(await page.locator('.table.units').innerText(), /Total units\s+38 timed\s+3\s+3/);
  });

  check('a code leads to all its edits and back', async ({ page, context }) => {
    await becomeReader(context);
    await visit(page, '/codes/cpt/97150');
    await mark(page);
    await page.locator('#ncci-edits').getByRole('link', { name: /All 13 as Column 1/ }).click();
    await page.getByText('1–13 of 13').waitFor();
    await page.getByLabel('Modifier indicator').selectOption('0');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL((url) => url.searchParams.get('indicator') === '0');
    assert.equal(new URL(page.url()).searchParams.get('column'), '1');
    await page.getByRole('navigation', { name: 'Where this list belongs' }).getByRole('link', { name: /97150/ }).click();
    await page.locator('#ncci-edits').waitFor();
    assert.ok(await isMarked(page), 'without a reload');
  });
});
