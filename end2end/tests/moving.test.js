// From page to page inside the program: no reload, one question to the server, the address always right.
import assert from 'node:assert/strict';
import { eventually, isMarked, lookUpBox, mark, seeAccess, takenOver, visit } from '../support/browser.js';
import { becomeReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

/** Counts what the program asks the server for, by the server function's name. */
function countQuestions(page, problems) {
  let asked = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(`${pathname.slice('/api/'.length)} ${request.postData() ?? ''}`.trim());
  });
  /** What was asked since the last time, once nothing more is under way. */
  return async () => {
    await problems.quiet();
    const answer = asked;
    asked = [];
    return answer;
  };
}

suite('Moving from page to page', (check) => {
  check('asks the server once for each page', async ({ page, context, problems }) => {
    await becomeReader(context);
    await visit(page, '/');
    await mark(page);
    const questions = countQuestions(page, problems);
    const steps = [
      ['from the start to the lists', page.locator('.nav a', { hasText: 'Codes' }), 'Codes', /^page /],
      ['to a list', page.locator('.system-list a', { hasText: 'CPT' }), 'CPT codes', /^page /],
      ['to a code', page.locator('.code-list a', { hasText: '97150' }), '97150', /^code-page /],
      ['to the next code', page.locator('#family a', { hasText: '97140' }), '97140', /^code-page /],
      ['to the data', page.locator('.nav a', { hasText: 'Data' }), 'What is loaded', /^page /],
      ['to the account', page.locator('.account-menu a', { hasText: 'Account' }), 'Your account', /^account/],
      ['to the start', page.locator('.brand'), 'Look up a medical code', /^page /],
    ];
    for (const [what, link, heading, question] of steps) {
      await link.first().click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      const asked = await questions();
      assert.equal(asked.length, 1, `${what}: ${JSON.stringify(asked)}`);
      assert.match(asked[0], question, what);
    }
    assert.ok(await isMarked(page), 'without a reload');
  });

  check('keeps the address of a look-up, so that it can be shared and gone back to', async ({ page }) => {
    await visit(page, '/case2code');
    await mark(page);
    for (const words of ['low back', 'knee']) {
      await lookUpBox(page).fill(words);
      await lookUpBox(page).press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === words);
      await page.locator('.code-list').waitFor();
      await eventually(() => lookUpBox(page).inputValue(), words);
    }
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('q') === 'low back');
    await eventually(() => lookUpBox(page).inputValue(), 'low back', 'the box says what was looked up');
    await page.locator('.code-list a', { hasText: 'M54.50' }).waitFor();
    assert.ok(await isMarked(page), 'without a reload');
  });

  check('leads to a section by its link and keeps the page', async ({ page }) => {
    await visit(page, '/codes/cpt/97150');
    await mark(page);
    await page.getByRole('navigation', { name: 'Sections of this page' }).getByRole('link', { name: 'Compliance' }).click();
    await page.waitForURL('**/codes/cpt/97150#compliance');
    await eventually(() => page.locator('#compliance').evaluate((section) => Math.abs(section.getBoundingClientRect().top) < innerHeight / 2), true, 'the section is in view');
    await seeAccess(page, 'preview', '97150');
    assert.ok(await isMarked(page), 'without a reload');
  });

  check('begins a page at its top, also after a step back inside the page before', async ({ page, context, problems }) => {
    await becomeReader(context);
    await visit(page, '/codes/cpt/97112');
    await page.evaluate(() => new Promise((done) => {
      addEventListener('scrollend', done, { once: true });
      scrollTo(0, 1500);
    }));
    await page.locator('#family a', { hasText: '97110' }).click();
    await seeAccess(page, 'open', '97110');
    const contents = page.getByRole('navigation', { name: 'Sections of this page' });
    for (const name of ['Compliance', 'Modifiers']) {
      await contents.getByRole('link', { name }).click();
      await page.waitForURL(`**#${name.toLowerCase()}`);
    }
    await page.goBack();
    await page.waitForURL('**#compliance');
    // The reader once stood far down on this page; that counts only for who goes back to it.
    await page.locator('#family a', { hasText: '97112' }).click();
    await seeAccess(page, 'open', '97112');
    await problems.quiet();
    await eventually(() => page.evaluate(() => window.scrollY), 0, 'scroll position');
  });

  check('opens what was opened in a new tab by itself', async ({ page, context }) => {
    await visit(page, '/codes/cpt');
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.locator('.code-list a', { hasText: '97150' }).click({ modifiers: ['Control'] }),
    ]);
    await takenOver(tab);
    await seeAccess(tab, 'preview', '97150');
    assert.equal(new URL(page.url()).pathname, '/codes/cpt');
  });

  check('says that an address leads nowhere, with and without a reload', async ({ page, problems }) => {
    problems.expect(failedToLoad(404));
    const answer = await visit(page, '/nowhere');
    assert.equal(answer.status(), 404);
    await page.getByRole('heading', { name: 'There is no page at this address' }).waitFor();
    await page.getByRole('link', { name: 'to the start' }).click();
    await page.getByRole('heading', { name: 'Look up a medical code' }).waitFor();
  });
});
