// Every spelling of an address, the date of service in it, and addresses that lead nowhere.
import assert from 'node:assert/strict';
import { lookUpBox, seeAccess, textOf, visit } from '../support/browser.js';
import { becomeReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

/** The code whose page the address names; the page itself may still be on its way. */
const codeInAddress = (page) => new URL(page.url()).pathname.split('/').pop();

suite('Addresses', (check) => {
  check('lead from every spelling to the one canonical address', async ({ page }) => {
    for (const [spelling, canonical] of [
      ['/codes/CPT/97150', '/codes/cpt/97150'],
      ['/codes/cpt/97150/', '/codes/cpt/97150'],
      ['/codes/icd10cm/m5450', '/codes/icd10cm/M54.50'],
      ['/codes/ICD10CM/%6D54.50', '/codes/icd10cm/M54.50'],
      ['/codes/hcpcs/%20g0283%20', '/codes/hcpcs/G0283'],
      ['/codes/icd10cm/m5450?on=2025-03-01', '/codes/icd10cm/M54.50?on=2025-03-01'],
    ]) {
      const answer = await page.goto(spelling);
      assert.equal(answer.status(), 200, spelling);
      assert.equal(answer.request().redirectedFrom() !== null, true, spelling);
      const { pathname, search } = new URL(page.url());
      assert.equal(pathname + search, canonical, spelling);
    }
  });

  check('of an unknown code answer 404 with codes like it, and count nothing', async ({ page, problems }) => {
    problems.expect(failedToLoad(404));
    const answer = await visit(page, '/codes/cpt/97159');
    assert.equal(answer.status(), 404);
    await page.getByRole('heading', { name: 'No such code is loaded' }).waitFor();
    await page.locator('.code-list a', { hasText: '97150' }).click();
    await seeAccess(page, 'preview', '97150');
  });

  check('that nobody should type answer with a clear page and no view counted', async ({ page, problems }) => {
    problems.expect(failedToLoad(404));
    for (const address of [
      '/codes/cpt/%F0%9F%A6%B4',
      '/codes/cpt/%00%01',
      '/codes/cpt/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      '/codes/cpt/٩٧١٥٠',
      `/codes/cpt/${'9'.repeat(10_000)}`,
      '/codes/toString/97150',
      '/codes/modifier/GPGPGP',
    ]) {
      const answer = await visit(page, address);
      assert.equal(answer.status(), 404, address);
      assert.match(await textOf(page.locator('h1')), /No such code|cannot be shown|no page/, address);
    }
    await visit(page, '/codes/cpt/97150');
    await seeAccess(page, 'preview', '97150');
  });

  check('carry the date of service from page to page', async ({ page, context }) => {
    await becomeReader(context);
    const on = '?on=2025-03-01';
    await visit(page, `/codes/cpt${on}`);
    await page.locator('.code-list a', { hasText: '97150' }).click();
    await seeAccess(page, 'open', '97150');
    assert.equal(new URL(page.url()).search, on);
    assert.equal(await page.getByLabel('Date of service').inputValue(), '2025-03-01');
    await page.locator('#ncci-edits td a').first().click();
    await page.waitForURL((url) => !url.pathname.endsWith('97150'));
    await seeAccess(page, 'open', codeInAddress(page));
    assert.equal(new URL(page.url()).search, on, 'from a table');
    const before = new URL(page.url()).pathname;
    await page.locator('#family a').first().click();
    await page.waitForURL((url) => url.pathname !== before);
    await seeAccess(page, 'open', codeInAddress(page));
    assert.equal(new URL(page.url()).search, on, 'from a neighbour');
    await page.getByLabel('Date of service').fill('2024-02-01');
    await page.locator('.date-of-service button').click();
    await page.waitForURL('**?on=2024-02-01');
    await page.locator('.crumbs a[href$="on=2024-02-01"]').last().click();
    await page.getByRole('heading', { level: 1, name: 'CPT: Medicine' }).waitFor();
    assert.equal(new URL(page.url()).search, '?in=medicine&on=2024-02-01', 'back to the range');
  });

  check('carry the date of service through the look-up', async ({ page }) => {
    await visit(page, '/case2code?q=therapy&on=2025-03-01');
    await lookUpBox(page).fill('97150');
    await lookUpBox(page).press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === '97150');
    assert.equal(new URL(page.url()).searchParams.get('on'), '2025-03-01');
  });

  check('with a date that is none say so', async ({ page, problems }) => {
    problems.expect(failedToLoad(400));
    const answer = await visit(page, '/codes/cpt/97150?on=2025-02-30');
    assert.equal(answer.status(), 400);
    await page.getByRole('alert').getByText('This is not a date of service').waitFor();
  });
});
