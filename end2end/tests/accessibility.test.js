// Usable by everybody: axe finds nothing on any page, light and dark, wide and narrow; the keyboard is enough.
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import { eventually, newReader, registerInSection, seeAccess, visit } from '../support/browser.js';
import { GUEST_PAGES, READER_PAGES, becomeSpentReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const EVERY_LOOK = [[1280, 'light'], [1280, 'dark'], [360, 'dark'], [360, 'light']];
/** Both widths and both themes, each once. */
const TWO_LOOKS = [[1280, 'light'], [360, 'dark']];

/** What axe finds on a page as it stands. */
async function violations(page, what, looks) {
  const found = [];
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    // "Legacy" only means that frames are not looked into; there are none, and it is three times as fast.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(LEVELS).setLegacyMode(true);
    for (const { id, nodes } of (await axe.analyze()).violations) {
      for (const { target, failureSummary } of nodes.slice(0, 3)) {
        found.push(`${what}, ${colorScheme}, ${width} px: ${id}: ${target}: ${failureSummary.split('\n')[1]?.trim()}`);
      }
    }
  }
  return found;
}

/** The element with the focus, as a person would name it. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element.id || element.getAttribute('aria-label') || element.textContent.trim().slice(0, 40);
  });

suite('Accessibility', (check) => {
  check('axe finds nothing on the pages of a guest', { reducedMotion: 'reduce' }, async ({ page, problems }) => {
    const found = [];
    for (const { what, address, status, access } of GUEST_PAGES) {
      if (status !== 200) problems.expect(failedToLoad(status));
      await visit(page, address);
      found.push(...(await violations(page, what, access ? EVERY_LOOK : TWO_LOOKS)));
    }
    assert.deepEqual(found, []);
  });

  check('axe finds nothing on the pages of a reader', { reducedMotion: 'reduce' }, async ({ page, context }) => {
    await becomeSpentReader(context);
    const found = [];
    for (const { what, address } of READER_PAGES) {
      await visit(page, address);
      found.push(...(await violations(page, what, what === 'an open page' ? EVERY_LOOK : TWO_LOOKS)));
    }
    assert.deepEqual(found, []);
  });

  check('axe finds nothing in an open form with an error', { reducedMotion: 'reduce' }, async ({ page, problems }) => {
    problems.expect(failedToLoad(422));
    await visit(page, '/codes/cpt/97150');
    await registerInSection(page, 'guidelines', { ...newReader(), password: 'short' });
    await page.locator('#guidelines [aria-invalid=true]').waitFor();
    assert.deepEqual(await violations(page, 'a form with an error', EVERY_LOOK), []);
  });

  check('the first step of the keyboard leads past the head', async ({ page }) => {
    await visit(page, '/codes/cpt/97150');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to the content');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    await eventually(() => skip.evaluate((link) => link.getBoundingClientRect().top >= 0 && link.getBoundingClientRect().height > 10), true, 'the link is seen when it has the focus');
    await page.keyboard.press('Enter');
    await page.waitForURL('**#content');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null), `the next step is in the content, not ${await focused(page)}`);
  });

  check('a code is looked up, opened and unlocked with the keyboard alone', async ({ page }) => {
    const tabTo = async (name) => {
      for (let steps = 0; steps < 80; steps += 1) {
        if ((await focused(page)).startsWith(name)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`the keyboard does not reach ${name}`);
    };
    const reader = newReader();
    await visit(page, '/');
    await tabTo('home-look-up');
    await page.keyboard.type('97150');
    await page.keyboard.press('Enter');
    await page.locator('.code-list a', { hasText: '97150' }).waitFor();
    await tabTo('97150');
    await page.keyboard.press('Enter');
    await seeAccess(page, 'preview', '97150');
    await tabTo('Register to view content');
    await page.keyboard.press('Enter');
    await tabTo('guidelines-email');
    await page.keyboard.type(reader.email);
    await tabTo('guidelines-password');
    await page.keyboard.type(reader.password);
    await page.keyboard.press('Enter');
    await seeAccess(page, 'open', '97150');
    await eventually(() => focused(page), 'guidelines-title', 'focus');
  });

  check('every step of the keyboard is seen', async ({ page }) => {
    await visit(page, '/codes/cpt/97150');
    const unseen = [];
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
        // Inside a date field the browser draws its own ring around its own button.
        if (document.activeElement === document.body || !document.activeElement.matches(':focus')) return true;
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      });
      if (!seen) unseen.push(await focused(page));
    }
    assert.deepEqual(unseen, []);
  });
});
