// The look-up box as a combobox: what it offers, the keyboard, the codes that a browser keeps.
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import { eventually, isMarked, lookUpBox, mark, seeAccess, textOf, visit } from '../support/browser.js';
import { becomeReader } from '../support/pages.js';
import { suite } from '../support/suite.js';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' };

const options = (page) => page.locator('.suggest').getByRole('option');
const status = (page) => page.locator('body > [role=status]').textContent();
const active = (page) => lookUpBox(page).getAttribute('aria-activedescendant');
const isOpen = async (page) => (await lookUpBox(page).getAttribute('aria-expanded')) === 'true';

/** Counts what is asked of the server for the list. */
function countQuestions(page) {
  const asked = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/case2code/suggest') asked.push(searchParams.get('q'));
  });
  return asked;
}

/** Types and waits for a list of the answer. */
async function type(page, words) {
  await lookUpBox(page).pressSequentially(words);
  await page.locator('.suggest-all', { hasText: `“${words}”` }).waitFor();
}

async function violations(page) {
  const axe = new AxeBuilder({ page }).withTags([...LEVELS, 'best-practice']).include('.look-up').setLegacyMode(true);
  return (await axe.analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}: ${nodes[0].failureSummary}`);
}

suite('The look-up box', (check) => {
  check('offers codes for the beginning of words, and opens one with the keyboard', async ({ page }) => {
    await visit(page, '/?on=2025-12-01');
    await mark(page);
    await type(page, 'heart dis');
    await eventually(() => status(page), /^\d suggestions?$/);
    const first = options(page).first();
    assert.match(await textOf(first), /^I11 Hypertensive heart disease ICD-10-CM, header$/);
    assert.deepEqual(await first.locator('mark').allInnerTexts(), ['heart', 'dis']);
    assert.equal(await active(page), null, 'nothing is chosen for the reader');

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(page), 'suggestion-2');
    assert.equal(await options(page).nth(1).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Home');
    assert.equal(await active(page), null, 'the cursor of the text moves');
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(page), await options(page).last().getAttribute('id'));
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(page), 'suggestion-1', 'from the last to the first');
    await page.keyboard.press('Enter');
    await seeAccess(page, 'preview', 'I11');
    assert.equal(new URL(page.url()).searchParams.get('on'), '2025-12-01', 'the date of service stays');
    assert.ok(await isMarked(page), 'without a reload');
    assert.ok(await page.locator('.suggest').isHidden());
  });

  check('leads to all results, and Enter sends what is typed', async ({ page }) => {
    await visit(page, '/codes/cpt/97150');
    await mark(page);
    await type(page, 'low back pain');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/case2code' && url.search === '?q=low+back+pain');
    await page.locator('.hits').waitFor();
    assert.equal(await lookUpBox(page).inputValue(), 'low back pain');
    assert.equal(await page.locator('[name=q]').filter({ visible: true }).count(), 1, 'one box on a page');

    await lookUpBox(page).fill('');
    await type(page, 'knee');
    await options(page).last().click();
    await page.waitForURL((url) => url.search === '?q=knee');
    await eventually(() => lookUpBox(page).inputValue(), 'knee');
    assert.ok(await isMarked(page), 'without a reload');
  });

  check('asks once after the last key, and not for what it knows', async ({ page, problems }) => {
    const asked = countQuestions(page);
    await visit(page, '/');
    await type(page, 'walker');
    assert.ok(asked.length < 6, `${asked}`);
    assert.equal(asked.at(-1), 'walker');
    assert.ok(asked.every((words) => words.length > 1), 'not for one character');
    const before = asked.length;
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await eventually(() => active(page), 'suggestion-1');
    assert.equal(asked.length, before, 'the last answer is there');
    await problems.quiet();
  });

  check('drops an answer that comes too late, and steps into the list that is to come', async ({ page }) => {
    let release;
    await page.route('**/case2code/suggest?q=wal*', async (route) => {
      if (!route.request().url().includes('walker')) await new Promise((done) => (release = done));
      await route.continue().catch(() => {});
    });
    await visit(page, '/');
    await lookUpBox(page).fill('wal');
    await eventually(() => typeof release, 'function', 'asked');
    await lookUpBox(page).fill('walker');
    await page.keyboard.press('ArrowDown');
    await page.locator('.suggest-all', { hasText: '“walker”' }).waitFor();
    await eventually(() => active(page), 'suggestion-1');
    release();
    await page.waitForTimeout(200);
    assert.match(await textOf(options(page).last()), /“walker”/);
  });

  check('closes, clears and opens by its keys, and says that there is nothing', async ({ page }) => {
    await visit(page, '/codes');
    await page.keyboard.press('/');
    await eventually(() => lookUpBox(page).evaluate((box) => box === document.activeElement), true, 'focus');
    assert.equal(await lookUpBox(page).inputValue(), '');
    await type(page, 'knee');
    await page.keyboard.press('Escape');
    assert.equal(await isOpen(page), false);
    assert.equal(await lookUpBox(page).inputValue(), 'knee');
    await page.keyboard.press('Alt+ArrowDown');
    await eventually(() => isOpen(page), true);
    assert.equal(await active(page), null);
    await page.locator('h1').click();
    assert.equal(await isOpen(page), false, 'a click elsewhere');
    await lookUpBox(page).click();
    await eventually(() => isOpen(page), true);
    await page.keyboard.press('Tab');
    assert.equal(await isOpen(page), false);
    await lookUpBox(page).focus();
    await page.keyboard.press('Escape');
    assert.equal(await lookUpBox(page).inputValue(), '');

    await lookUpBox(page).pressSequentially('xy<b>/zz');
    await page.locator('.suggest-note', { hasText: 'No code found for “xy<b>/zz”.' }).waitFor();
    await eventually(() => status(page), 'No code found');
    assert.equal(await isOpen(page), false, 'there is nothing to choose');
  });

  check('waits for an input method', async ({ page }) => {
    const asked = countQuestions(page);
    await visit(page, '/');
    await lookUpBox(page).focus();
    await lookUpBox(page).evaluate((box) => {
      const say = (type, more = {}) => box.dispatchEvent(new (type === 'input' ? InputEvent : CompositionEvent)(type, { bubbles: true, ...more }));
      say('compositionstart');
      box.value = 'kne';
      say('input', { isComposing: true });
    });
    await page.waitForTimeout(250);
    assert.deepEqual(asked, []);
    await lookUpBox(page).evaluate((box) => {
      box.value = 'knee';
      box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    });
    await page.locator('.suggest-all', { hasText: '“knee”' }).waitFor();
    assert.deepEqual(asked, ['knee']);
  });

  check('of the head keeps the date that is set on the way', async ({ page, context }) => {
    await becomeReader(context);
    await visit(page, '/codes/cpt/97150');
    await page.getByLabel('Date of service').fill('2025-12-01');
    await page.locator('.date-of-service button').click();
    await page.waitForURL(/on=2025-12-01/);
    await type(page, '97110');
    await options(page).first().click();
    await page.waitForURL('**/codes/cpt/97110?on=2025-12-01');
    await seeAccess(page, 'open', '97110');
    assert.equal(await lookUpBox(page).inputValue(), '', 'ready for the next look-up');
    await lookUpBox(page).fill('knee');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/case2code?q=knee&on=2025-12-01');
  });

  check('offers pinned codes before those opened last', async ({ page, context }) => {
    await becomeReader(context);
    for (const address of ['/codes/cpt/97150', '/codes/hcpcs/G0283', '/codes/icd10cm/M54.50']) await visit(page, address);
    const pin = page.getByRole('button', { name: 'Pin M54.50' });
    assert.equal(await pin.getAttribute('aria-pressed'), 'false');
    await pin.focus();
    await page.keyboard.press('Enter');
    await eventually(() => pin.getAttribute('aria-pressed'), 'true');
    await page.reload();
    await eventually(() => pin.getAttribute('aria-pressed'), 'true', 'it stays');

    await visit(page, '/');
    assert.deepEqual(await page.locator('.pinned .code').allInnerTexts(), ['M54.50']);
    assert.deepEqual(await page.locator('.recent .code').allInnerTexts(), ['G0283', '97150']);
    await mark(page);
    await lookUpBox(page).focus();
    await eventually(() => options(page).locator('.code').allInnerTexts().then(String), 'M54.50,G0283,97150');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await seeAccess(page, 'open', 'G0283');
    assert.ok(await isMarked(page), 'without a reload');

    // From the list, with the keyboard staying where it was.
    await page.locator('.brand').click();
    await page.getByRole('button', { name: 'Pin 97150' }).focus();
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('.pinned .code').allInnerTexts().then(String), '97150,M54.50');
    await eventually(() => page.evaluate(() => document.activeElement.dataset.pin), '/codes/cpt/97150');
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('.pinned .code').allInnerTexts().then(String), 'M54.50');
  });

  check('has a list that axe finds nothing in, on a phone as well', phone, async ({ page }) => {
    for (const address of ['/', '/codes/cpt/97150']) {
      await visit(page, address);
      await lookUpBox(page).tap();
      await type(page, 'low back pa');
      await page.keyboard.press('ArrowDown');
      assert.deepEqual(await violations(page), [], address);
      const room = await page.locator('.suggest').evaluate((list) => {
        const { left, right, height } = list.getBoundingClientRect();
        return { fits: left >= 0 && right <= innerWidth, height, wide: document.documentElement.scrollWidth };
      });
      assert.ok(room.fits && room.height <= 0.61 * 740 && room.wide <= 360, JSON.stringify(room));
    }
    await options(page).nth(1).tap();
    await page.locator('h1 .code', { hasText: 'M54.50' }).waitFor();
  });

  check('is a form without JavaScript, on every page', { javaScriptEnabled: false }, async ({ page }) => {
    await page.goto('/codes/cpt/97150?on=2025-12-01');
    assert.ok(await page.locator('.pin').isHidden());
    await page.getByRole('searchbox').fill('low back');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.waitForURL('**/case2code?q=low+back&on=2025-12-01');
    await page.locator('.hits a', { hasText: 'M54.50' }).waitFor();
    await page.goto('/register');
    await page.getByRole('searchbox').fill('knee');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL('**/case2code?q=knee');
  });
});
