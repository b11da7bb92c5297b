// What belongs to the browser alone: the codes opened last, and the theme.
import assert from 'node:assert/strict';
import { eventually, takenOver, visit } from '../support/browser.js';
import { suite } from '../support/suite.js';

const theme = (page) => page.evaluate(() => document.documentElement.dataset.theme);

suite('On this device', (check) => {
  check('the codes opened last stand on the start page, the last first', async ({ page, guest }) => {
    await visit(page, '/');
    assert.ok(await page.locator('.recent').isHidden(), 'nothing to list yet');
    for (const address of ['/codes/cpt/97150', '/codes/hcpcs/G0283', '/codes/cpt/97150', '/codes/icd10cm/M54.50']) await visit(page, address);
    await visit(page, '/');
    const recent = page.locator('.recent');
    await recent.waitFor();
    assert.deepEqual(await recent.locator('.code').allInnerTexts(), ['M54.50', '97150', 'G0283']);

    // Also when the start page is reached without a reload.
    await recent.locator('a', { hasText: 'G0283' }).click();
    await page.locator('h1 .code', { hasText: 'G0283' }).waitFor();
    await page.locator('.brand').click();
    await eventually(() => recent.locator('.code').allInnerTexts().then(String), 'G0283,M54.50,97150');

    const other = (await guest()).page;
    await visit(other, '/');
    assert.ok(await other.locator('.recent').isHidden(), 'they stay in the browser that opened them');
  });

  check('broken storage does no harm', async ({ page, context }) => {
    await context.addInitScript(() => {
      localStorage.setItem('recent codes', '{"not": "a list"');
      localStorage.setItem('theme', '<script>');
    });
    await visit(page, '/codes/cpt/97150');
    await visit(page, '/');
    assert.equal(await theme(page), undefined);
  });

  check('the theme stays over a reload and does not flash', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await visit(page, '/');
    assert.equal(await theme(page), undefined, 'as the system has it');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    assert.equal(await theme(page), 'dark');
    await eventually(background, (now) => now !== light, 'the background is dark');

    // Set before anything is drawn, so also without the program.
    await page.route('**/*.wasm', () => {});
    await page.reload({ waitUntil: 'commit' });
    await page.locator('body').waitFor({ state: 'attached' });
    assert.equal(await theme(page), 'dark');
    await page.unrouteAll();
    await visit(page, '/codes');
    assert.equal(await theme(page), 'dark');
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    assert.equal(await theme(page), 'light');
    await page.reload();
    await takenOver(page);
    assert.equal(await theme(page), 'light');
    assert.equal(await background(), light);
  });
});
