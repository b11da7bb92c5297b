// The page of a search, narrowed down and paged; and a note that is read and forgotten.
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import { textOf, visit } from '../support/browser.js';
import { suite } from '../support/suite.js';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NOTE = 'Patient: John Doe\nHPI: low back pain for 3 weeks. Denies dizziness.\nPlan: 97110 twice a week.';
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' };

const codes = (page) => page.locator('.hits > li > a .code').allInnerTexts();

async function violations(page) {
  const axe = new AxeBuilder({ page }).withTags(LEVELS).setLegacyMode(true);
  return (await axe.analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}: ${nodes[0].failureSummary}`);
}

/** Sends the note by the form of the page. */
async function read(page, note, button = 'Find codes') {
  await visit(page, '/case2code/case');
  await page.getByLabel('Text of the case').fill(note);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.case').waitFor();
}

suite('Case2Code', (check) => {
  check('finds plain words, says how it read them, and narrows down by links', async ({ page }) => {
    await visit(page, '/case2code?q=back+pian+low');
    assert.match(await textOf(page.locator('.search-note')), /“pian”.*read as “pain”/);
    assert.ok((await codes(page))[0].startsWith('M54.5'));
    const all = (await codes(page)).length;
    await page.locator('.narrow-group a', { hasText: 'Billable' }).click();
    await page.waitForURL('**billable=yes**');
    await page.locator('.narrow-group a[aria-current]').waitFor();
    assert.ok((await codes(page)).length < all);
    await page.locator('.hits a').first().click();
    await page.waitForURL('**/codes/icd10cm/**');
    await page.goBack();
    await page.waitForURL('**billable=yes**');
  });

  check('lists ranges and patterns page by page', async ({ page }) => {
    await visit(page, '/case2code?q=97110-97150');
    const listed = await codes(page);
    assert.ok(listed.length > 3 && listed.every((code) => code >= '97110' && code <= '97150'), listed.join());
    await visit(page, '/case2code?q=M*');
    assert.match(await textOf(page.locator('.notice').first()), /Nothing loaded/);
    await visit(page, '/case2code?q=M54*');
    assert.ok((await codes(page)).every((code) => code.startsWith('M54')));
  });

  check('reads a note, marks it, and can take out what identifies a person', async ({ page }) => {
    await read(page, NOTE);
    assert.equal(new URL(page.url()).search, '', 'nothing of the note is in the address');
    assert.match(await textOf(page.locator('.case .warning')), /may identify a person: name \(A\)/);
    const finding = page.locator('.case-text a', { hasText: 'low back pain' });
    await finding.click();
    assert.match(await textOf(page.locator('.finding:target')), /low back pain.*M54\.5/s);
    assert.match(await textOf(page.locator('.findings').first()), /97110/);
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: /Take out identifiers/ }).click();
    await page.waitForFunction(() => document.querySelector('#case-text').value.includes('[name]'));
    assert.doesNotMatch(await page.content(), /John Doe/);
  });

  check('reads a note on a phone, and without JavaScript', phone, async ({ page, guest }) => {
    await read(page, NOTE);
    assert.deepEqual(await violations(page), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${width}`);
    const plain = await guest({ javaScriptEnabled: false });
    await plain.page.goto('/case2code/case');
    await plain.page.getByLabel('Text of the case').fill(NOTE);
    await plain.page.getByRole('button', { name: 'Find codes', exact: true }).click();
    assert.match(await textOf(plain.page.locator('.case-text')), /low back pain/);
  });
});
