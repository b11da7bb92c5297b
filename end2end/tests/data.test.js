// What is loaded and what each release changed, from the list of releases to the history of a code.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { isMarked, mark, visit } from '../support/browser.js';
import { becomeReader } from '../support/pages.js';
import { suite } from '../support/suite.js';

const sample = resolve(dirname(fileURLToPath(import.meta.url)), '../../server/sample/releases');

/** Loads the sample's ICD-10-CM of a year later: a code has ended, one has come, one has another title. */
async function loadNextYear(server) {
  const folder = mkdtempSync(join(tmpdir(), 'coding-ahead-next-year.'));
  const order = readFileSync(join(sample, 'icd10cm_order_2025.txt'), 'utf8')
    .replace('M5459 ', 'M545A ')
    .replaceAll('Low back pain, unspecified', 'Low back ache, unspecified');
  const file = join(folder, 'icd10cm_order_2026.txt');
  writeFileSync(file, order);
  const said = await server.run('import', file);
  rmSync(folder, { recursive: true });
  return said;
}

suite('Data', (check) => {
  check('leads from the loaded releases to what changed, and on to the code', async ({ page, context, server }) => {
    assert.match(await loadNextYear(server), /ICD-10-CM, FY 2026/);
    await becomeReader(context);
    await visit(page, '/about/data');
    await mark(page);
    await page.locator('#icd10cm ~ .table-frame').getByRole('link', { name: 'What changed' }).click();
    await page.getByRole('heading', { level: 1, name: 'What changed' }).waitFor();
    await page.getByText('1 added, 1 ended, 1 revised').waitFor();
    assert.equal(await page.locator('.table.changes tbody tr').count(), 3);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), [], `${width} px`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wider, 0, `nothing sticks out at ${width} px`);
    }

    await page.getByLabel('Change', { exact: true }).selectOption('revised');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForURL((url) => url.searchParams.get('kind') === 'revised');
    await page.waitForFunction(() => document.querySelectorAll('.table.changes tbody tr').length === 1);
    await page.locator('.table.changes ins', { hasText: 'ache,' }).first().waitFor();

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'All as CSV' }).click()]);
    assert.equal(download.suggestedFilename(), 'changes-icd10cm.csv');
    const lines = readFileSync(await download.path(), 'utf8').trim().split('\n');
    assert.equal(lines[0], 'change,code,row,column,before,after');
    assert.ok(lines.some((line) => line.includes('"Low back pain, unspecified","Low back ache, unspecified"')), lines.join('\n'));

    await page.locator('.table.changes a.code').first().click();
    await page.locator('#history .event', { hasText: 'Revised' }).waitFor();
    assert.match(await page.locator('#history').innerText(), /1 October 2025/);
    assert.ok(await isMarked(page), 'without a reload');
  });

  check('compares without JavaScript', { javaScriptEnabled: false }, async ({ page, server }) => {
    await loadNextYear(server);
    await page.goto('/about/data/changes?source=icd10cm');
    await page.getByLabel('Change', { exact: true }).selectOption('ended');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('.table.changes', { hasText: 'M54.59' }).waitFor();
  });
}, { atOnce: 1 });
