// 360 pixels wide, the narrowest phone: everything is there, and nothing has to be pushed sideways.
import assert from 'node:assert/strict';
import { newReader, registerInSection, seeAccess, visit } from '../support/browser.js';
import { GUEST_PAGES, READER_PAGES, becomeSpentReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** How far the document can be pushed sideways, and what sticks out. */
const overflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth && innerWidth <= 360) return null;
    const out = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5);
    return `${Math.max(scrollWidth, innerWidth)} px: ${out.slice(0, 3).map((element) => element.outerHTML.slice(0, 80))}`;
  });

suite('A phone', (check) => {
  check('shows every page of a guest without pushing it sideways', phone, async ({ page, problems }) => {
    for (const { what, address, status } of GUEST_PAGES) {
      if (status !== 200) problems.expect(failedToLoad(status));
      await visit(page, address);
      assert.equal(await overflow(page), null, what);
    }
  });

  check('shows every page of a reader without pushing it sideways', phone, async ({ page, context }) => {
    await becomeSpentReader(context);
    for (const { what, address } of READER_PAGES) {
      await visit(page, address);
      assert.equal(await overflow(page), null, what);
    }
  });

  check('has room for the form of a section and its errors', phone, async ({ page, problems }) => {
    problems.expect(failedToLoad(422));
    await visit(page, '/codes/cpt/97150');
    const reader = newReader();
    await registerInSection(page, 'compliance', { ...reader, password: 'short' });
    await page.locator('#compliance [aria-invalid=true]').waitFor();
    assert.equal(await overflow(page), null);
    await page.locator('#compliance').getByLabel('Password').fill(reader.password);
    await page.locator('#compliance button[type=submit]').tap();
    await seeAccess(page, 'open', '97150');
    assert.equal(await overflow(page), null);
  });
});
