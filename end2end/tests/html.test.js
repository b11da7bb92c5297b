// The mark-up that the server sends: valid, so that the browser can take it over, and taken over without a complaint.
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { visit } from '../support/browser.js';
import { GUEST_PAGES, READER_PAGES, becomeSpentReader, failedToLoad } from '../support/pages.js';
import { suite } from '../support/suite.js';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // A table's frame is a labelled region because it scrolls and takes the focus; a <section> reads the same.
    'prefer-native-element': 'off',
  },
});

/**
 * Without what leptos adds for its own use: empty comments that hold a place, its nonce in `crossorigin` (which means
 * `anonymous`), and scripts behind the end of the document, which every browser puts into the body.
 */
const withoutMarks = (html) =>
  html
    .replaceAll('<!>', '<!-- -->')
    .replace(/ crossorigin="[\w-]{22}"/g, ' crossorigin="anonymous"')
    .replace(/(<\/body><\/html>)([\s\S]*)$/, '$2$1');

/** Complaints about a document, each with the mark-up that it is about. */
async function complaints(html) {
  const report = await validator.validateString(withoutMarks(html));
  const lines = withoutMarks(html).split('\n');
  return report.results.flatMap((result) =>
    result.messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message}: ${lines[line - 1].slice(Math.max(0, column - 40), column + 120)}`),
  );
}

suite('The mark-up', (check) => {
  check('is valid on every page of a guest', async ({ context }) => {
    for (const { what, address, status } of GUEST_PAGES) {
      const answer = await context.request.get(address);
      assert.equal(answer.status(), status, what);
      assert.deepEqual(await complaints(await answer.text()), [], what);
    }
  });

  check('is valid on every page of a reader', async ({ context }) => {
    await becomeSpentReader(context);
    for (const { what, address } of READER_PAGES) {
      const answer = await context.request.get(address);
      assert.deepEqual(await complaints(await answer.text()), [], what);
    }
  });

  check('is taken over without a complaint on every page of a guest', async ({ page, problems }) => {
    for (const { what, address, status, access } of GUEST_PAGES) {
      if (status !== 200) problems.expect(failedToLoad(status));
      await visit(page, address);
      if (access) assert.equal(await page.locator('main').getAttribute('data-access'), access, what);
    }
  });

  check('is taken over without a complaint on every page of a reader', async ({ page, context }) => {
    await becomeSpentReader(context);
    for (const { what, address, access } of READER_PAGES) {
      await visit(page, address);
      if (access) assert.equal(await page.locator('main').getAttribute('data-access'), access, what);
    }
  });
});
