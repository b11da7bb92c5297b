// Registering and signing in, where the reader stands.
import assert from 'node:assert/strict';
import {
  countSections,
  eventually,
  isMarked,
  mark,
  newReader,
  registerInSection,
  remaining,
  seeAccess,
  send,
  textOf,
  visit,
} from '../support/browser.js';
import { becomeReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

/** Asserts that a field says what is wrong with it, to eyes and to screen readers, and keeps what was typed. */
async function assertFieldError(form, label, message, typed) {
  const field = form.getByLabel(label);
  await eventually(() => field.getAttribute('aria-invalid'), 'true', `aria-invalid of ${label}`);
  const ids = (await field.getAttribute('aria-describedby')).split(' ');
  const texts = await Promise.all(ids.map((id) => textOf(form.page().locator(`[id="${id}"]`))));
  assert.ok(texts.some((text) => message.test(text)), `${label} is described by ${JSON.stringify(texts)}`);
  assert.ok(await form.getByText(message).isVisible());
  assert.equal(await field.inputValue(), typed, 'nothing typed is lost');
}

suite('Registering in place', (check) => {
  check('opens all six sections where the reader stands', async ({ page }) => {
    await visit(page, '/codes/cpt/97150');
    await mark(page);
    await registerInSection(page, 'compliance', newReader());
    await seeAccess(page, 'open', '97150');
    assert.deepEqual(await countSections(page), { open: 6, locked: 0 });
    assert.ok(await isMarked(page), 'the page was not loaded anew');
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/codes/cpt/97150');
    await eventually(() => page.evaluate(() => document.activeElement.id), 'compliance-title', 'focus');
    const heading = page.locator('#compliance-title');
    assert.ok(await heading.evaluate((h2) => h2.getBoundingClientRect().top >= 0 && h2.getBoundingClientRect().bottom <= innerHeight), 'the heading is in view');
    assert.equal(await remaining(page), '5');
    assert.match(await textOf(page.locator('#meter')), /^5 code page views remaining\./);
    await page.locator('.account-menu a', { hasText: 'Account' }).waitFor();
    assert.ok((await textOf(page.locator('#compliance'))).length > 200, 'the section has its content');
  });

  check('says at the field what is wrong with an address', async ({ page, problems }) => {
    problems.expect(failedToLoad(422));
    await visit(page, '/codes/cpt/97150');
    const typed = { email: 'ann@localhost', password: 'long enough for this' };
    await registerInSection(page, 'guidelines', typed);
    const form = page.locator('#guidelines form');
    await assertFieldError(form, 'E-mail address', /This is not an e-mail address/, typed.email);
    assert.equal(await form.getByLabel('Password').inputValue(), typed.password, 'nothing typed is lost');
    assert.equal(await form.getByLabel('Password').getAttribute('aria-invalid'), null);
    assert.equal(await page.locator('#modifiers [aria-invalid]').count(), 0, 'the other forms say nothing');
    assert.deepEqual(await countSections(page), { open: 0, locked: 6 });

    // What is mended goes through.
    await form.getByLabel('E-mail address').fill(newReader().email);
    await form.locator('button[type=submit]').click();
    await seeAccess(page, 'open', '97150');
  });

  check('says at the field what is wrong with a password', async ({ page, problems }) => {
    problems.expect(failedToLoad(422));
    await visit(page, '/codes/cpt/97150');
    const typed = { ...newReader(), password: 'short' };
    await registerInSection(page, 'medicare-coverage', typed);
    const form = page.locator('#medicare-coverage form');
    await assertFieldError(form, 'Password', /This password has 5 characters/, typed.password);
    assert.equal(await form.getByLabel('E-mail address').inputValue(), typed.email, 'nothing typed is lost');
    assert.match(await form.getByLabel('Password').getAttribute('aria-describedby'), /hint/, 'the hint stays');
  });

  check('refuses an address that somebody else has', async ({ page, guest, problems }) => {
    problems.expect(failedToLoad(409));
    const { email } = await becomeReader((await guest()).context);
    await visit(page, '/codes/cpt/97150');
    await registerInSection(page, 'crosswalks', { email, password: 'another password' });
    await assertFieldError(page.locator('#crosswalks form'), 'E-mail address', /sign in instead/, email);
  });

  check('says so when the server cannot be reached, and loses nothing', async ({ page, problems }) => {
    problems.expect(/request failed: POST .*\/api\/register/);
    problems.expect(/Failed to load resource: net::ERR_CONNECTION_REFUSED/);
    await visit(page, '/codes/cpt/97150');
    await page.route('**/api/register', (route) => route.abort('connectionrefused'));
    const reader = newReader();
    await registerInSection(page, 'modifiers', reader);
    const form = page.locator('#modifiers form');
    await form.getByRole('alert').getByText('The server could not be reached').waitFor();
    assert.equal(await form.getByLabel('E-mail address').inputValue(), reader.email);
    await page.unroute('**/api/register');
    await form.locator('button[type=submit]').click();
    await seeAccess(page, 'open', '97150');
  });
});

suite('The forms on pages of their own', (check) => {
  check('lead back to the page that the reader came from', async ({ page, problems }) => {
    await visit(page, '/codes/cpt/97150');
    await mark(page);
    await page.locator('#meter').getByRole('link', { name: 'Register' }).click();
    await page.getByRole('heading', { name: 'Create a free account' }).waitFor();
    const entries = await page.evaluate(() => history.length);
    await send(page.locator('main form'), newReader());
    await seeAccess(page, 'open', '97150');
    assert.ok(await isMarked(page), 'without a reload');
    await problems.quiet();
    assert.equal(await page.evaluate(() => history.length), entries + 1, 'one step back leads to the form');
    assert.equal(await remaining(page), '5');
  });

  check('sign a reader in, and say so when the password is wrong', async ({ page, guest, problems }) => {
    problems.expect(failedToLoad(401));
    const reader = await becomeReader((await guest()).context);
    await visit(page, '/codes/cpt/97150');
    await page.locator('#meter').getByRole('link', { name: 'Log in' }).click();
    const form = page.locator('main form');
    await send(form, { ...reader, password: 'not the password' });
    await form.getByRole('alert').getByText('do not fit together').waitFor();
    assert.equal(await form.getByLabel('E-mail address').inputValue(), reader.email, 'nothing typed is lost');
    await form.getByLabel('Password').fill(reader.password);
    await form.locator('button[type=submit]').click();
    await seeAccess(page, 'open', '97150');
    assert.equal(await remaining(page), '5');
  });

  check('keep the date of service on the way there and back', async ({ page }) => {
    await visit(page, '/codes/cpt/97150?on=2025-03-01');
    await page.locator('#meter').getByRole('link', { name: 'Register' }).click();
    await send(page.locator('main form'), newReader());
    await seeAccess(page, 'open', '97150');
    assert.equal(new URL(page.url()).search, '?on=2025-03-01');
  });
});
