// What counts as a view, and what does not.
import assert from 'node:assert/strict';
import { remaining, seeAccess, visit } from '../support/browser.js';
import { CODES, becomeReader, openCodes } from '../support/pages.js';
import { suite } from '../support/suite.js';

/** What a document says of the access to it. */
const accessOf = async (answer) => (await answer.text()).match(/<main[^>]*data-access="(\w+)"/)?.[1];

/** Asks for pages at the same moment and says which accesses were given. */
async function openAtOnce(context, addresses) {
  const given = await Promise.all(addresses.map(async (address) => accessOf(await context.request.get(address))));
  return given.sort();
}

/** Addresses of the codes in a list. */
async function listed(context, list) {
  const html = await (await context.request.get(list)).text();
  return [...new Set([...html.matchAll(/href="(\/codes\/\w+\/[^"?]+)"/g)].map(([, address]) => address))];
}

function once(check) {
  check('the last view of a reader is granted once, however many ask for it at the same moment', async ({ context }) => {
    await becomeReader(context);
    await openCodes(context, CODES.slice(0, 5));
    const others = (await listed(context, '/codes/hcpcs')).slice(0, 50);
    assert.equal(others.length, 50);
    const given = await openAtOnce(context, others);
    assert.equal(given.filter((access) => access === 'open').length, 1, given.join());
    assert.equal(given.filter((access) => access === 'spent').length, 49, given.join());
  });
}

suite('The meter', (check) => {
  check('refuses a prefetch and counts nothing', async ({ context, page }) => {
    for (const purpose of ['prefetch', 'prefetch;prerender', 'prefetch;anonymous-client-ip']) {
      const answer = await context.request.get(CODES[1], { headers: { 'Sec-Purpose': purpose } });
      assert.equal(answer.status(), 503, purpose);
      assert.equal(answer.headers()['set-cookie'], undefined);
      assert.equal(await accessOf(answer), undefined);
    }
    await visit(page, CODES[0]);
    await seeAccess(page, 'preview', '97150');
  });

  check('counts neither lists nor the look-up nor a page opened again', async ({ context, page }) => {
    await openCodes(context, ['/', '/codes', '/codes/cpt', '/case2code?q=97150', '/about/data']);
    assert.equal((await context.request.get('/codes/cpt/97159')).status(), 404);
    for (let time = 0; time < 3; time += 1) {
      await visit(page, CODES[0]);
      await seeAccess(page, 'preview', '97150');
      assert.equal(await remaining(page), '0');
    }
  });

  check('counts another date of the same code as the same view', async ({ page }) => {
    await visit(page, CODES[0]);
    await visit(page, `${CODES[0]}?on=2025-03-01`);
    await seeAccess(page, 'preview', '97150');
  });

  check('takes a forged cookie for none', async ({ context, page, server }) => {
    await context.addCookies(['session', 'visitor'].map((name) => ({ name, value: 'a'.repeat(64), url: server.url })));
    await visit(page, CODES[0]);
    await seeAccess(page, 'preview', '97150');
    await visit(page, CODES[1]);
    await seeAccess(page, 'spent', '97110');
  });

  check('tells a member that there is no limit', async ({ context, page, server }) => {
    const { email } = await becomeReader(context);
    await server.run('users', 'set-plan', email, 'member');
    await openCodes(context, CODES);
    await visit(page, '/codes/hcpcs/G0283');
    await seeAccess(page, 'open', 'G0283');
    assert.equal(await remaining(page), 'unlimited');
  });

  once(check);
});

suite('Two tabs of a guest', (check) => {
  check('opening two codes at once get one of them', async ({ context }) => {
    // The first page brings the cookie, the second view is the last.
    await openCodes(context, [CODES[0]]);
    const tabs = await Promise.all([context.newPage(), context.newPage()]);
    await Promise.all(tabs.map((tab, at) => visit(tab, CODES[at + 1])));
    const given = await Promise.all(tabs.map((tab) => tab.locator('main').getAttribute('data-access')));
    assert.deepEqual(given.sort(), ['preview', 'spent']);
  });
}, { env: { CODING_AHEAD_GUEST_VIEWS: '2' } });

suite('The meter on PostgreSQL', once, {
  database: 'postgres',
  skip: !process.env.TEST_POSTGRES_URL && 'TEST_POSTGRES_URL is not set',
});
