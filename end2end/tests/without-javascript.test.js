// Everything that a reader can do, with JavaScript off.
import assert from 'node:assert/strict';
import { countSections, newReader, registerInSection, remaining, seeAccess, send, textOf } from '../support/browser.js';
import { becomeReader } from '../support/pages.js';
import { suite } from '../support/suite.js';

const off = { javaScriptEnabled: false };

suite('Without JavaScript', (check) => {
  check('a guest looks up a code, reads the preview and registers inside a section', off, async ({ page }) => {
    await page.goto('/');
    await page.getByRole('searchbox').fill('group');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.locator('.code-list a', { hasText: '97150' }).click();
    await seeAccess(page, 'preview', '97150');
    assert.match(await textOf(page.locator('#official-description')), /Therapeutic procedure\(s\), group/);
    assert.match(await textOf(page.locator('#common-language-description')), /Two or more patients/);
    assert.deepEqual(await countSections(page), { open: 0, locked: 6 });

    await registerInSection(page, 'ncci-edits', newReader());
    await seeAccess(page, 'open', '97150');
    assert.deepEqual(await countSections(page), { open: 6, locked: 0 });
    assert.equal(await remaining(page), '5');
    assert.equal(new URL(page.url()).pathname, '/codes/cpt/97150');
    assert.ok(await page.locator('#ncci-edits table').first().isVisible());
  });

  check('a guest browses from the systems to a code and on', off, async ({ page }) => {
    await page.goto('/codes');
    await page.locator('.system-list a', { hasText: 'ICD-10-CM' }).click();
    const first = await textOf(page.locator('.code-list .code').first());
    await page.getByRole('link', { name: 'Next codes' }).click();
    await page.waitForURL(/after=/);
    assert.notEqual(await textOf(page.locator('.code-list .code').first()), first);
    await page.getByLabel('Codes beginning with').fill('m54.5');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.locator('.code-list a', { hasText: 'M54.50' }).click();
    await seeAccess(page, 'preview', 'M54.50');
  });

  check('a guest without a view registers on the refused page', off, async ({ page }) => {
    await page.goto('/codes/cpt/97150');
    await page.goto('/codes/cpt/97110');
    await seeAccess(page, 'spent', '97110');
    await send(page.locator('main form[action="/api/register"]'), newReader());
    await seeAccess(page, 'open', '97110');
    assert.equal(await remaining(page), '4');
  });

  check('an error inside a section is shown there after the redirect', off, async ({ page }) => {
    await page.goto('/codes/cpt/97150');
    await registerInSection(page, 'crosswalks', { email: newReader().email, password: 'short' });
    await page.waitForURL(/__err/);
    await seeAccess(page, 'preview', '97150');
    const error = page.getByText(/This password has 5 characters/).filter({ visible: true });
    await error.first().waitFor();
    const field = page.locator('#crosswalks').getByLabel('Password');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');

    // And what is mended there goes through, with nothing of the error left.
    await page.locator('form[action="/api/register"]').filter({ visible: true }).first().waitFor();
    await send(page.locator('form[action="/api/register"]').filter({ visible: true }).first(), newReader());
    await seeAccess(page, 'open', '97150');
    assert.equal(new URL(page.url()).search, '', 'the address is clean again');
  });

  check('a reader signs in, sees the account and signs out', off, async ({ page, guest }) => {
    const reader = await becomeReader((await guest()).context);
    await page.goto('/codes/cpt/97150');
    await page.locator('#meter').getByRole('link', { name: 'Log in' }).click();
    await send(page.locator('main form'), { ...reader, password: 'not the password' });
    await page.getByRole('alert').getByText('do not fit together').waitFor();
    await send(page.locator('main form'), reader);
    await seeAccess(page, 'open', '97150');

    await page.locator('.account-menu a', { hasText: 'Account' }).click();
    await page.locator('main', { hasText: reader.email }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.account-menu a', { hasText: 'Log in' }).waitFor();
    await page.goto('/codes/cpt/97150');
    assert.equal((await countSections(page)).open, 0);
  });

  check('the date of service is changed by its form', off, async ({ page }) => {
    await page.goto('/codes/cpt/97150');
    await page.getByLabel('Date of service').fill('2025-03-01');
    await page.locator('.date-of-service button').click();
    await page.waitForURL('**/codes/cpt/97150?on=2025-03-01');
    assert.equal(await page.getByLabel('Date of service').inputValue(), '2025-03-01');
  });

  check('the date of service keeps what was looked up, holds on the way and leads back to today', off, async ({ page }) => {
    await page.goto('/case2code?q=low+back');
    assert.ok(await page.locator('.date-line').isHidden());
    await page.getByLabel('Date of service').fill('2025-03-01');
    await page.locator('.date-of-service button').click();
    await page.waitForURL('**/case2code?q=low+back&on=2025-03-01');
    assert.match(await textOf(page.locator('.date-line')), /^Answers for 1 March 2025/);
    for (const [link, path] of [['.code-list a', /^\/codes\/icd10cm\/M54/], ['.nav a[href^="/codes"]', /^\/codes$/], ['.brand', /^\/$/]]) {
      await page.locator(link).first().click();
      await page.waitForURL((url) => path.test(url.pathname) && url.searchParams.get('on') === '2025-03-01');
    }
    await page.goto('/case2code?q=low+back&on=2025-03-01');
    await page.getByRole('button', { name: 'Back to today' }).click();
    await page.waitForURL('**/case2code?q=low+back&on=today');
    assert.ok(await page.locator('.date-line').isHidden());
    assert.equal(await page.getByLabel('Date of service').inputValue(), new Date().toISOString().slice(0, 10));
    await page.locator('.brand').click();
    await page.waitForURL((url) => url.pathname === '/' && url.search === '');
  });
});
