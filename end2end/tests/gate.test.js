// No byte of what is behind registration leaves the server for somebody who may not see it.
import assert from 'node:assert/strict';
import { lookUpBox, seeAccess, takenOver, visit } from '../support/browser.js';
import { CODES, becomeReader, becomeSpentReader, failedToLoad, openCodes } from '../support/pages.js';
import { suite } from '../support/suite.js';

const [PREVIEW, REFUSED] = CODES;

/** An answer's text as it would read on a page: JSON and HTML escapes undone, white space folded. */
function readable(body) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return body
    .replace(/\\+u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\+n/g, ' ')
    .replace(/\\+(["/])/g, '$1')
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, digits) => String.fromCodePoint(parseInt(digits, hex ? 16 : 10)))
    .replace(/&(\w+);/g, (whole, name) => named[name] ?? whole)
    .replace(/\s+/g, ' ');
}

/** The text nodes of more than 30 characters that stand only inside some elements of a page. */
function sentencesOf(page, selector) {
  return page.evaluate((selector) => {
    const inside = new Set();
    const outside = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const text = walker.currentNode.data.replace(/\s+/g, ' ').trim();
      if (parent.closest('script') || text.length <= 30) continue;
      (parent.closest(selector) ? inside : outside).add(text);
    }
    return [...inside].filter((text) => !outside.has(text));
  }, selector);
}

/** The titles of codes, which are free: they stand in lists, and in tables of a section. */
async function freeTitles(context) {
  const found = await Promise.all(
    ['/codes/cpt', '/codes/hcpcs'].map(async (list) => (await (await context.request.get(list)).text()).matchAll(/class="list-title">([^<]*)</g)),
  );
  return new Set(found.flatMap((matches) => [...matches].map(([, title]) => readable(title).trim())));
}

/** What only a reader may see of a page. */
async function gated(guest, address, selector) {
  const { page, context } = await guest();
  await becomeReader(context);
  await visit(page, address);
  await seeAccess(page, 'open', address.split('/').pop());
  const titles = await freeTitles(context);
  const sentences = (await sentencesOf(page, selector)).filter((sentence) => !titles.has(sentence));
  // The search is able to find them: in the page, and in the answer that brings it without a reload.
  for (const body of [await (await context.request.get(address)).text(), await (await ask(context, address)).text()]) {
    assert.deepEqual(sentences.filter((sentence) => !readable(body).includes(sentence)), [], 'a reader gets every sentence');
  }
  return sentences;
}

/** Asks the server function of the code page. */
function ask(context, address, headers = {}) {
  const [, , system, code] = address.split('/');
  return context.request.post('/api/code-page', { form: { system, code }, headers });
}

function assertNone(sentences, body, where) {
  const text = readable(body);
  assert.deepEqual(sentences.filter((sentence) => text.includes(sentence)), [], where);
}

const SECTIONS = 'section[data-access=open]';
const ALL = `${SECTIONS}, #official-description, #common-language-description, #family`;

suite('The gate', (check) => {
  check('lets nothing of the six sections through to a guest', async ({ page, context, guest, problems }) => {
    problems.expect(failedToLoad(404));
    const secret = [...(await gated(guest, PREVIEW, SECTIONS)), ...(await gated(guest, REFUSED, SECTIONS))];
    assert.ok(secret.length > 40, `${secret.length} sentences`);

    const bodies = [];
    context.on('response', (response) => bodies.push(response.body().then((body) => [response.url(), body.toString()], () => null)));
    // By links, so that the server functions answer, and by addresses, so that whole documents come.
    await visit(page, '/');
    await lookUpBox(page).fill('therap');
    await lookUpBox(page).press('Enter');
    await page.locator('.code-list a', { hasText: '97150' }).click();
    await seeAccess(page, 'preview', '97150');
    await page.locator('#family a', { hasText: '97116' }).click();
    await seeAccess(page, 'spent', '97116');
    for (const address of [PREVIEW, REFUSED, '/codes/cpt', '/case2code?q=97110', '/codes/cpt/97159', '/about/data', '/account']) await visit(page, address);
    await problems.quiet();

    const answers = (await Promise.all(bodies)).filter(Boolean);
    assert.ok(answers.some(([url]) => url.includes('/api/code-page')) && answers.length > 20, `${answers.length} answers`);
    for (const [url, body] of answers) assertNone(secret, body, url);
    assertNone(secret, await page.content(), 'the document as it stands');
  });

  check('lets nothing through to whoever asks without a browser', async ({ context, guest }) => {
    const secret = await gated(guest, PREVIEW, SECTIONS);
    await openCodes(context, [PREVIEW]);
    const forged = { cookie: `session=${'0'.repeat(64)}; visitor=${'f'.repeat(64)}; plan=staff; __Host-session=${'1'.repeat(64)}` };
    for (const headers of [{}, forged, { cookie: '' }, { accept: 'text/html' }, { 'x-forwarded-for': '127.0.0.1' }]) {
      const answer = await ask(context, PREVIEW, headers);
      assert.equal(answer.status(), answer.ok() ? 200 : answer.status());
      assertNone(secret, await answer.text(), JSON.stringify(headers));
      assertNone(secret, await (await context.request.get(PREVIEW, { headers })).text(), JSON.stringify(headers));
    }
  });

  check('lets nothing but heading and title of a refused page through to a guest', async ({ page, context, guest }) => {
    const secret = await gated(guest, REFUSED, ALL);
    const common = await gated(guest, REFUSED, '#common-language-description');
    assert.ok(common.some((sentence) => sentence.length > 100), 'the common-language text is among them');
    await openCodes(context, [PREVIEW]);
    assertNone(secret, await (await context.request.get(REFUSED)).text(), 'the document');
    assertNone(secret, await (await ask(context, REFUSED)).text(), 'the server function');
    await visit(page, REFUSED);
    await seeAccess(page, 'spent', '97110');
    assertNone(secret, await page.content(), 'the document as it stands');
  });

  check('lets nothing of one more page through to a reader whose views are spent', async ({ page, context, guest }) => {
    const last = '/codes/cpt/97535';
    const secret = await gated(guest, last, ALL);
    await becomeSpentReader(context);
    // The open page before it says some of the same.
    const before = readable(await (await context.request.get(CODES[5])).text());
    const own = secret.filter((sentence) => !before.includes(sentence));
    assert.ok(own.length > 5, `${own.length} sentences`);
    assertNone(secret, await (await context.request.get(last)).text(), 'the document');
    assertNone(secret, await (await ask(context, last)).text(), 'the server function');
    await visit(page, CODES[5]);
    await seeAccess(page, 'open', '97530');
    await page.locator('#family a', { hasText: '97535' }).click();
    await seeAccess(page, 'spent', '97535');
    assertNone(own, await page.content(), 'the document as it stands');
  });

  check('closes again when the reader signs out, also behind the back button', async ({ page, context, problems }) => {
    await becomeReader(context);
    await visit(page, PREVIEW);
    await seeAccess(page, 'open', '97150');
    const secret = await sentencesOf(page, SECTIONS);
    await page.goto('/account');
    await takenOver(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.account-menu a', { hasText: 'Log in' }).waitFor();
    await page.waitForURL((url) => url.pathname === '/');
    for (let steps = 0; steps < 2; steps += 1) {
      await page.goBack();
      await problems.quiet();
      if (new URL(page.url()).pathname === PREVIEW) break;
    }
    assert.equal(new URL(page.url()).pathname, PREVIEW);
    await page.locator('main[data-access=preview]').waitFor();
    assertNone(secret, await page.content(), 'the document as it stands');
  });
});
