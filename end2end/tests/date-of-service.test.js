// The date of service: set once in the head, it holds on every page and at the next visit, until today is wanted again.
import assert from 'node:assert/strict';
import { eventually, isMarked, mark, remaining, seeAccess, takenOver, textOf, visit } from '../support/browser.js';
import { becomeReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

const KEY = 'date of service';
const DATE = '2025-03-01';
const SAID = 'Answers for 1 March 2025';

const field = (page) => page.getByLabel('Date of service');
const line = (page) => page.locator('.date-line');
const on = (page) => new URL(page.url()).searchParams.get('on');
const remembered = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);
const today = () => new Date().toISOString().slice(0, 10);

async function choose(page, date) {
  await field(page).fill(date);
  await page.getByRole('button', { name: 'Set', exact: true }).click();
}

const backToToday = (page) => line(page).getByRole('button', { name: 'Back to today' }).click();

/** Whether the head says the date of the address, in the line, in the field and on its links. */
async function headSays(page, date, said) {
  await page.waitForURL((url) => url.searchParams.get('on') === date);
  await eventually(() => line(page).isVisible(), date !== null, 'the line is shown');
  if (date) assert.equal(await textOf(line(page).locator('p')), said);
  await eventually(() => field(page).inputValue(), date ?? today(), 'the field');
  const links = await page.locator('.brand, .nav a, .account-menu a, .foot a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.ok(links.length >= 6, links.join());
  for (const link of links) assert.equal(new URL(link, page.url()).searchParams.get('on'), date, link);
}

/** As a browser that remembers something from an earlier visit. */
const remember = (context, date) => context.addInitScript(([key, value]) => localStorage.getItem(key) ?? localStorage.setItem(key, value), [KEY, date]);

suite('The date of service', (check) => {
  check('is set once and holds on every page, over a reload and at the next visit, until today is wanted again', async ({ page, context, problems }) => {
    await becomeReader(context);
    await visit(page, '/');
    await headSays(page, null);
    await mark(page);
    await choose(page, DATE);
    await headSays(page, DATE, SAID);
    assert.equal(await remembered(page), DATE);

    for (const [what, link, heading] of [
      ['the lists', '.nav a[href^="/codes"]', 'Codes'],
      ['a list', '.system-list a[href*="cpt"]', 'CPT codes'],
      ['a code', '.code-list a[href*="97150"]', '97150'],
      ['a code of a text', '.prose a[href*="97110"]', '97110'],
      ['a neighbour', '#family a[href*="97112"]', '97112'],
      ['the data', '.nav a[href^="/about/data"]', 'What is loaded'],
      ['the account', '.account-menu a', 'Your account'],
      ['the start', '.brand', 'Look up a medical code'],
      ['a code opened before', '.recent a[href*="97112"]', '97112'],
    ]) {
      let asked = 0;
      const count = (request) => (asked += new URL(request.url()).pathname.startsWith('/api/') ? 1 : 0);
      page.on('request', count);
      await page.locator(link).first().click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await headSays(page, DATE, SAID);
      await problems.quiet();
      page.off('request', count);
      assert.equal(asked, 1, `${what}: the server is asked once`);
    }
    assert.ok(await isMarked(page), 'without a reload');
    assert.equal(await remaining(page), '3', 'three codes, three views');

    await page.reload();
    await takenOver(page);
    await headSays(page, DATE, SAID);

    const later = await context.newPage();
    await visit(later, '/case2code?q=therapy');
    await headSays(later, DATE, SAID);
    assert.equal(new URL(later.url()).searchParams.get('q'), 'therapy', 'what was looked up stays');
    assert.equal(await later.evaluate(() => history.length), 2, 'one step back leads away, not round in a circle');
    await mark(later);
    await backToToday(later);
    await headSays(later, null);
    assert.equal(new URL(later.url()).search, '?q=therapy');
    assert.equal(await remembered(later), null);
    assert.ok(await isMarked(later), 'without a reload');
    await visit(later, '/codes');
    await headSays(later, null);
  });

  check('stays where it was set: another date takes its place, and the reader stays where they read', async ({ page, context }) => {
    await becomeReader(context);
    await visit(page, '/codes');
    await page.locator('.system-list a[href*="cpt"]').click();
    await page.locator('.code-list a', { hasText: '97150' }).click();
    await seeAccess(page, 'open', '97150');
    await page.locator('#medicare-coverage').scrollIntoViewIfNeeded();
    const stood = await eventually(() => page.evaluate(() => scrollY), (y) => y > 300, 'scroll position');
    const entries = await page.evaluate(() => history.length);
    await choose(page, '2025-11-01');
    await headSays(page, '2025-11-01', 'Answers for 1 November 2025');
    await choose(page, DATE);
    await headSays(page, DATE, SAID);
    assert.equal(await page.evaluate(() => history.length), entries, 'nothing to go back through');
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - stood) < 300, 'the page is not wound back');
    // The page before was opened without a date; now it has the one that is remembered.
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'CPT codes' }).waitFor();
    await headSays(page, DATE, SAID);
  });

  check('is there before anything is drawn, and counts one view', async ({ page, context }) => {
    await remember(context, DATE);
    const painted = [];
    await context.exposeFunction('__painted', (address) => painted.push(address));
    await context.addInitScript(() => new PerformanceObserver(() => window.__painted(location.href)).observe({ type: 'paint', buffered: true }));
    await visit(page, '/codes/cpt/97150#compliance');
    await headSays(page, DATE, SAID);
    assert.equal(new URL(page.url()).hash, '#compliance');
    await seeAccess(page, 'preview', '97150');
    assert.equal(await remaining(page), '0');
    await eventually(() => painted.length, (count) => count > 0, 'paints');
    for (const address of painted) assert.equal(new URL(address).searchParams.get('on'), DATE, address);
    await visit(page, '/codes/cpt/97150');
    await seeAccess(page, 'preview', '97150');
  });

  check('of an address comes before the one that is remembered, and is not remembered itself', async ({ page, context }) => {
    await remember(context, DATE);
    await visit(page, '/codes/cpt?on=2024-08-01');
    await headSays(page, '2024-08-01', 'Answers for 1 August 2024');
    assert.equal(await remembered(page), DATE);
    const [tab] = await Promise.all([context.waitForEvent('page'), page.locator('.nav a', { hasText: 'Case2Code' }).click({ modifiers: ['Control'] })]);
    await takenOver(tab);
    await headSays(tab, '2024-08-01', 'Answers for 1 August 2024');
  });

  check('is today when today is chosen in the field', async ({ page, context }) => {
    await remember(context, DATE);
    await visit(page, '/codes');
    await choose(page, today());
    await headSays(page, null);
    assert.equal(await remembered(page), null);
  });

  check('gives way to today also before the program has arrived', async ({ page, context }) => {
    await remember(context, DATE);
    await context.route('**/*.wasm', (route) => route.abort('aborted'));
    await page.goto('/case2code?q=therapy');
    await page.waitForURL((url) => url.searchParams.get('on') === DATE);
    await backToToday(page);
    await page.waitForURL((url) => url.search === '?q=therapy');
    await eventually(() => field(page).inputValue(), today());
    // The init script, which plays the earlier visit, would remember it again.
    assert.equal(await line(page).isVisible(), false);
  });

  check('that is none says so and leads back to the page', async ({ page, problems }) => {
    problems.expect(failedToLoad(400));
    await visit(page, '/codes/cpt/97150?on=yesterday');
    assert.equal(await textOf(line(page).locator('p')), 'This is no date of service');
    assert.equal(await field(page).inputValue(), '');
    await backToToday(page);
    await seeAccess(page, 'preview', '97150');
    await headSays(page, null);
  });

  check('is no date that cannot be one: the field takes none beyond its years', async ({ page }) => {
    await visit(page, '/codes');
    await choose(page, '1066-10-14');
    assert.equal(await field(page).evaluate((input) => input.validity.rangeUnderflow), true);
    assert.equal(on(page), null);
  });

  check('broken and forbidden memory do no harm', async ({ page, context, guest }) => {
    await remember(context, '<script>alert(1)</script>');
    await visit(page, '/codes');
    await headSays(page, null);

    const forgetful = await guest();
    await forgetful.context.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no memory', 'SecurityError');
        },
      }),
    );
    await visit(forgetful.page, '/codes/cpt/97150');
    await choose(forgetful.page, DATE);
    await headSays(forgetful.page, DATE, SAID);
    await forgetful.page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await forgetful.page.locator('.brand').click();
    await forgetful.page.getByRole('heading', { level: 1, name: 'Look up a medical code' }).waitFor();
    await headSays(forgetful.page, DATE, SAID);
  });

  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  check('is set and left on a phone', phone, async ({ page }) => {
    await visit(page, '/codes/cpt/97150');
    await field(page).fill(DATE);
    await page.getByRole('button', { name: 'Set', exact: true }).tap();
    await headSays(page, DATE, SAID);
    for (const control of [field(page), page.getByRole('button', { name: 'Set', exact: true }), line(page).getByRole('button')]) {
      const { width, height, x } = await control.boundingBox();
      assert.ok(width >= 24 && height >= 24 && x >= 0 && x + width <= 360, `${width} × ${height} at ${x}`);
    }
    await line(page).getByRole('button', { name: 'Back to today' }).tap();
    await headSays(page, null);
  });
});
