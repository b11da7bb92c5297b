// The whole way of a visitor, from the first look-up to the same account on another machine.
import assert from 'node:assert/strict';
import {
  SECTIONS,
  countSections,
  eventually,
  isMarked,
  lookUpBox,
  mark,
  newReader,
  remaining,
  seeAccess,
  send,
  signOut,
  textOf,
  visit,
} from '../support/browser.js';
import { suite } from '../support/suite.js';

const GUESTS_BANNER =
  '0 code page views remaining. Guest accounts are limited to 1 page view. Register free account to get 5 more views.';

/** The first day of the next month in UTC, as the product writes it. */
function resetDate() {
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  return first.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

const description = (page) => page.locator('meta[name=description]').getAttribute('content');
const scrolled = (page) => page.evaluate(() => Math.round(window.scrollY));

function journey(check) {
  check('a guest meets the meter, registers in place, reads on and finds the same count elsewhere', async ({ page, guest }) => {
    // Home, and the look-up of 97150.
    await visit(page, '/');
    await lookUpBox(page).fill('97150');
    await lookUpBox(page).press('Enter');
    await page.locator('.code-list a', { hasText: '97150' }).click();

    // A preview: both descriptions, six locked sections, the banner.
    await seeAccess(page, 'preview', '97150');
    assert.equal(await textOf(page.locator('#official-description .official-text')), 'Therapeutic procedure(s), group (2 or more individuals)');
    assert.match(await textOf(page.locator('#official-description')), /CPT © American Medical Association/);
    assert.match(await textOf(page.locator('#common-language-description')), /Two or more patients are treated during the same period/);
    assert.deepEqual(await page.locator('section[data-access]').evaluateAll((all) => all.map((section) => section.id)), Object.keys(SECTIONS));
    assert.deepEqual(await countSections(page), { open: 0, locked: 6 });
    assert.equal(await remaining(page), '0');
    const banner = page.locator('#meter');
    assert.ok((await textOf(banner)).startsWith(GUESTS_BANNER), await textOf(banner));
    for (const name of ['Log in', 'Register']) assert.ok(await banner.getByRole('link', { name }).isVisible(), name);
    for (const [id, title] of Object.entries(SECTIONS)) {
      const section = page.locator(`#${id}`);
      assert.equal(await textOf(section.getByRole('heading', { level: 2 })), title);
      assert.match(await textOf(section), /Register to view content\.? Create a free account to unlock this content/, id);
    }

    // The second code is refused: its heading and nothing else.
    await visit(page, '/codes/cpt/97110');
    await seeAccess(page, 'spent', '97110');
    assert.deepEqual(await countSections(page), { open: 0, locked: 0 });
    assert.equal(await page.locator('#official-description, #common-language-description, #family').count(), 0);
    assert.equal(await remaining(page), '0');
    assert.ok((await textOf(page.locator('main'))).includes(resetDate()), 'the reset date');

    // Registering there opens the page in place.
    await mark(page);
    const reader = newReader();
    await send(page.locator('main form[action="/api/register"]'), reader);
    await seeAccess(page, 'open', '97110');
    assert.deepEqual(await countSections(page), { open: 6, locked: 0 });
    assert.ok(await isMarked(page), 'the page was not loaded anew');
    assert.equal(await remaining(page), '4');
    assert.match(await textOf(banner), /^4 code page views remaining\./);
    assert.equal(new URL(page.url()).pathname, '/codes/cpt/97110');
    await page.locator('.account-menu a', { hasText: 'Account' }).waitFor();

    // To another code without a reload, and back and forth.
    const before = { title: await page.title(), description: await description(page) };
    const link = page.locator('#family a', { hasText: '97112' });
    await link.scrollIntoViewIfNeeded();
    const stood = await eventually(() => scrolled(page), (y) => y > 500, 'the page is long enough to scroll');
    await link.click();
    await seeAccess(page, 'open', '97112');
    assert.ok(await isMarked(page), 'a link leads on without a reload');
    await eventually(() => page.title(), /^97112 .* – Coding Ahead$/, 'title');
    await eventually(() => description(page), /97112/, 'description');
    assert.match(before.title, /^97110 /);
    assert.match(before.description, /97110/);
    assert.equal(await page.locator('meta[name=description]').count(), 1);
    assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), '/codes/cpt/97112');
    await eventually(() => scrolled(page), 0, 'a new page begins at its top');
    assert.equal(await remaining(page), '3');

    await page.goBack();
    await seeAccess(page, 'open', '97110');
    await eventually(() => page.title(), before.title, 'title after going back');
    await eventually(() => description(page), before.description, 'description after going back');
    await eventually(() => scrolled(page), (y) => Math.abs(y - stood) <= 2, `scroll position ${stood} after going back`);
    assert.equal(await remaining(page), '3', 'opening a code again is free');
    await page.goForward();
    await seeAccess(page, 'open', '97112');
    assert.ok(await isMarked(page), 'back and forth without a reload');

    // Until nothing is left.
    for (const [code, left] of [['97116', '2'], ['97140', '1'], ['97530', '0']]) {
      await visit(page, `/codes/cpt/${code}`);
      await seeAccess(page, 'open', code);
      assert.equal(await remaining(page), left, code);
    }
    await visit(page, '/codes/cpt/97535');
    await seeAccess(page, 'spent', '97535');
    assert.equal(await remaining(page), '0');
    assert.ok((await textOf(page.locator('.spent'))).includes(resetDate()), 'the reset date');
    assert.equal(await page.locator('main form[action="/api/register"]').count(), 0, 'who has an account is not asked to register');

    // Sign out, and in again from another machine.
    await signOut(page);
    await visit(page, '/codes/cpt/97112');
    assert.deepEqual((await countSections(page)).open, 0, 'what the account may see is gone with it');

    const elsewhere = (await guest()).page;
    await visit(elsewhere, '/sign-in?next=/account');
    await send(elsewhere.locator('main form'), reader);
    await elsewhere.locator('main', { hasText: '6 of 6 used' }).waitFor();
    assert.ok((await textOf(elsewhere.locator('main'))).includes(reader.email));
    for (const code of ['97150', '97110', '97112', '97116', '97140', '97530']) {
      await visit(elsewhere, `/codes/cpt/${code}`);
      await seeAccess(elsewhere, 'open', code);
      assert.deepEqual(await countSections(elsewhere), { open: 6, locked: 0 }, code);
      assert.equal(await remaining(elsewhere), '0', code);
    }
    await visit(elsewhere, '/codes/cpt/97535');
    await seeAccess(elsewhere, 'spent', '97535');
  });
}

suite('The journey on SQLite', journey);
suite('The journey on PostgreSQL', journey, {
  database: 'postgres',
  skip: !process.env.TEST_POSTGRES_URL && 'TEST_POSTGRES_URL is not set',
});
