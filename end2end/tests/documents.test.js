// Manuals: from the list to a passage, by keyboard and on paper.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { eventually, isMarked, mark, visit } from '../support/browser.js';
import { suite } from '../support/suite.js';

const HANDBOOK = `---
title: Billing Handbook
edition: "2026"
valid-from: 2026-01-01
---

## Timely filing

Claims are filed within twelve months.

### Exceptions

1. Report 97150 later where the payer was late.
2. Nothing else.

## Appeals and what else can be done about a claim that was denied

Ask once.
`;

/** Loads a handbook of two chapters. */
async function loadHandbook(server) {
  const folder = mkdtempSync(join(tmpdir(), 'coding-ahead-handbook.'));
  const file = join(folder, 'handbook.md');
  writeFileSync(file, HANDBOOK);
  const said = await server.run('documents', 'import', file);
  rmSync(folder, { recursive: true });
  return said;
}

suite('Documents', (check) => {
  check('leads from the list to a passage, on to the next chapter and to a code', async ({ page, server }) => {
    assert.match(await loadHandbook(server), /4 passages in 2 chapters/);
    await visit(page, '/documents');
    await mark(page);
    await page.getByRole('link', { name: 'Billing Handbook, 2026' }).click();
    await page.getByRole('heading', { level: 1, name: 'Billing Handbook, 2026' }).waitFor();
    await page.getByRole('link', { name: 'Exceptions' }).click();
    await page.getByRole('heading', { level: 1, name: 'Timely filing' }).waitFor();
    assert.match(page.url(), /\/documents\/billing-handbook-2026\/timely-filing#p2$/);
    // Where the program went there, no target is set, and it looks the same.
    const color = () => page.locator('#p2').evaluate((passage) => getComputedStyle(passage).backgroundColor);
    const marked = await eventually(color, (color) => color !== 'rgba(0, 0, 0, 0)', 'colour');
    await page.reload();
    assert.equal(await page.locator(':target').getAttribute('id'), 'p2');
    assert.equal(marked, await color());
    await visit(page, '/documents/billing-handbook-2026');
    await mark(page);
    await page.getByRole('link', { name: 'Exceptions' }).click();
    await page.getByRole('heading', { level: 1, name: 'Timely filing' }).waitFor();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), [], `${width} px`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide at ${width} px`);
    }
    await page.getByRole('link', { name: 'Next: Appeals and what else can be done about a claim that was denied' }).click();
    await page.getByText('Ask once.').waitFor();
    await page.getByRole('link', { name: 'Previous: Timely filing' }).click();
    await page.locator('.reading').getByRole('link', { name: '97150' }).click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '97150' }).waitFor();
    assert.ok(await isMarked(page), 'the browser has not loaded a page anew');
  });
});
