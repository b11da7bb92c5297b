// JavaScript is on, and the program does not arrive: an old browser, a broken line, a strict company network.
import assert from 'node:assert/strict';
import { countSections, newReader, registerInSection, remaining, seeAccess, send, signOut, takenOver, textOf } from '../support/browser.js';
import { suite } from '../support/suite.js';

/** Blocks the program, and says what the browser may say of it. */
async function block({ context, problems }) {
  await context.route('**/*.wasm', (route) => route.abort('blockedbyclient'));
  problems.expect(/request failed: GET .*\.wasm/);
  problems.expect(/Failed to load resource: net::ERR_BLOCKED_BY_CLIENT/);
}

suite('Without WebAssembly', (check) => {
  check('a guest looks up, reads, is refused, registers and reads on', async (its) => {
    await block(its);
    const { page } = its;
    await page.goto('/');
    await page.getByRole('searchbox').fill('97150');
    await page.getByRole('searchbox').press('Enter');
    await page.locator('.code-list a', { hasText: '97150' }).click();
    await seeAccess(page, 'preview', '97150');
    assert.match(await textOf(page.locator('#common-language-description')), /Two or more patients/);
    await registerInSection(page, 'guidelines', newReader());
    await seeAccess(page, 'open', '97150');
    assert.deepEqual(await countSections(page), { open: 6, locked: 0 });
    assert.equal(await remaining(page), '5');
    await page.locator('#family a').first().click();
    await page.waitForURL((url) => url.pathname !== '/codes/cpt/97150');
    assert.deepEqual(await countSections(page), { open: 6, locked: 0 });
    assert.equal(await remaining(page), '4');
    await signOut(page);
  });

  check('a wrong password is answered on the page', async (its) => {
    await block(its);
    const { page } = its;
    await page.goto('/sign-in');
    await send(page.locator('main form'), newReader());
    await page.getByRole('alert').getByText('do not fit together').waitFor();
  });

  check('a form sent before the program arrived shows its error, and the program takes that page over', async ({ page, context, problems }) => {
    await context.route('**/*.wasm', (route) => route.abort('aborted'));
    await page.goto('/sign-in');
    await send(page.locator('main form'), newReader());
    await page.waitForURL(/__err/);
    await page.getByRole('alert').getByText('do not fit together').waitFor();
    await context.unroute('**/*.wasm');
    await page.reload();
    await page.getByRole('alert').getByText('do not fit together').waitFor();
    await takenOver(page);
    assert.ok(await page.getByRole('alert').getByText('do not fit together').isVisible());
  });
});
