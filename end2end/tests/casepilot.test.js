// CasePilot: questions and their answers, from its page and from the page of a code, with and without JavaScript.
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import { eventually, isMarked, mark, newReader, registerInSection, registerOnItsPage, takenOver, textOf, visit } from '../support/browser.js';
import { suite } from '../support/suite.js';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' };
const PAIR = 'Can 97150 and 97530 be billed together?';

async function violations(page) {
  const axe = new AxeBuilder({ page }).withTags(LEVELS).setLegacyMode(true);
  return (await axe.analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}: ${nodes[0].failureSummary}`);
}

const whole = (page) => page.locator('.answer:not(.is-under-way)');

/** Asks on the page of CasePilot and waits for the whole answer. */
async function ask(page, question) {
  const before = await whole(page).count();
  await page.locator('form.ask textarea').fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await eventually(() => whole(page).count(), before + 1, 'answers');
}

/** Notes the kinds of what the script is told, as it comes. */
const listen = (page) =>
  page.addInitScript(() => {
    window.__seen = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node.nodeType === 1 && node.closest('.is-under-way')) window.__seen.push(node.className || node.tagName);
    }).observe(document, { childList: true, subtree: true });
  });

suite(
  'CasePilot',
  (check) => {
    check('answers on its page while the reader watches, with sources that open', async ({ page }) => {
      await listen(page);
      await visit(page, '/casepilot');
      assert.deepEqual(await violations(page), []);
      await mark(page);
      await ask(page, PAIR);
      assert.ok(await isMarked(page), 'in place');
      assert.ok(!page.url().includes('97150'), 'nothing of the question is in the address');
      const seen = await page.evaluate(() => window.__seen);
      assert.ok(seen.includes('LI') && seen.includes('verdict'), `steps and sentences were seen: ${seen}`);
      assert.equal(await page.locator('form.ask textarea').inputValue(), '');
      const cite = page.locator('.answer .cites a').first();
      await cite.click();
      const number = await textOf(cite);
      assert.match(await page.locator('.sources li:target').getAttribute('id'), new RegExp(`-${number}$`));
      assert.deepEqual(await violations(page), []);
      await page.locator('.sources li:target a').click();
      // The claim check of the two, where the edit stands.
      await page.waitForURL('**/tools/ncci?lines=97150%0A97530&setting=practitioner');
      await page.getByText('Column 2 of the edit with 97150').first().waitFor();
    });

    check('goes on: a follow-up stands below, and the conversation has a page', async ({ page }) => {
      await registerOnItsPage(page, newReader(), '/casepilot');
      await ask(page, PAIR);
      await ask(page, 'And in March 2025?');
      await page.reload();
      await eventually(() => whole(page).count(), 2, 'answers after a reload');
      await visit(page, '/casepilot');
      await page.locator('.asked-list a').first().click();
      await eventually(() => whole(page).count(), 2, 'answers');
      assert.deepEqual(await page.locator('.asked').allInnerTexts(), [PAIR, 'And in March 2025?']);
      assert.deepEqual(await violations(page), []);
      await page.getByRole('button', { name: 'Delete this conversation' }).click();
      await page.waitForURL('**/casepilot');
      assert.equal(await page.locator('.asked-list').count(), 0);
    });

    check('copies an answer with its sources and keeps what the reader thinks of it', async ({ page, context, server }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await visit(page, '/casepilot');
      await ask(page, PAIR);
      await page.getByRole('button', { name: 'Copy with sources' }).click();
      const copied = await eventually(() => page.evaluate(() => navigator.clipboard.readText()), (text) => text.includes('Sources'), 'clipboard');
      assert.match(copied, /\[1\][\s\S]*\nSources\n\[1\] .*97150, Column 2 = 97530 http:\S*\/tools\/ncci\?lines=97150%0A97530&/);
      await page.locator('.judge summary').click();
      await page.getByLabel(/What is wrong/).fill('The indicator is 0');
      await page.keyboard.press('Enter');
      await eventually(() => textOf(page.locator('.judged')), /You said that this is wrong/);
      assert.match(await server.run('questions', 'list', '--wrong'), /The indicator is 0/);
      await page.getByRole('button', { name: 'Helpful' }).click();
      await eventually(() => textOf(page.locator('.judged')), /You found this helpful/);
    });

    check('answers in the box on the page of a code, and stays there when the reader registers', async ({ page }) => {
      await visit(page, '/codes/cpt/97150');
      assert.deepEqual(await violations(page), []);
      await page.getByLabel('Question about 97150').fill('Which modifiers?');
      await page.keyboard.press('Control+Enter');
      await eventually(() => whole(page).count(), 1, 'answers');
      assert.match(await textOf(page.locator('.ask-box .asked-for')), /About 97150/);
      assert.deepEqual(await violations(page), []);
      await registerInSection(page, 'modifiers', newReader());
      await page.locator('#modifiers[data-access=open]').waitFor();
      assert.equal(await whole(page).count(), 1);
    });

    check('answers two questions at the same time, and stops one', async ({ page }) => {
      await visit(page, '/casepilot');
      const field = page.locator('form.ask textarea');
      const send = page.getByRole('button', { name: 'Ask', exact: true });
      for (const question of ['What is 97110?', 'What is 97150?']) {
        await field.fill(question);
        await send.click();
        await eventually(() => field.inputValue(), '');
      }
      await eventually(() => whole(page).count(), 2, 'answers');
      // An answer that never ends.
      await page.route('**/casepilot/ask', () => {});
      await field.fill('What is 97140?');
      await send.click();
      assert.equal(await field.inputValue(), 'What is 97140?');
      await page.unroute('**/casepilot/ask');
    });

    check('stops an answer: nothing of it stays, and the question is there to be changed', async ({ page }) => {
      await visit(page, '/casepilot');
      // The answer begins and goes no further until the reader stops it.
      await page.evaluate(() => {
        const real = window.fetch;
        window.fetch = async (address, options) => {
          const answer = await real(address, options);
          if (address !== '/casepilot/ask') return answer;
          const begin = `${(await answer.text()).split('\n\n')[0]}\n\n`;
          const held = new ReadableStream({
            start(stream) {
              stream.enqueue(new TextEncoder().encode(begin));
              options.signal.addEventListener('abort', () => stream.error(new DOMException('stopped', 'AbortError')));
            },
          });
          return new Response(held, { headers: answer.headers });
        };
      });
      const field = page.locator('form.ask textarea');
      await field.fill(PAIR);
      await page.keyboard.press('Control+Enter');
      const stop = page.getByRole('button', { name: 'Stop' });
      await stop.waitFor();
      assert.deepEqual(await violations(page), []);
      await stop.focus();
      await page.keyboard.press('Enter');
      await eventually(() => page.locator('.answer').count(), 0, 'answers');
      assert.equal(await field.inputValue(), PAIR);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'question', 'the keyboard is not lost');
      assert.match(await page.locator('[data-told]').innerText(), /Stopped/);
    });

    check('leads back from a source to the answers, and to a new conversation', async ({ page }) => {
      await visit(page, '/casepilot');
      await ask(page, PAIR);
      assert.match(await page.locator('[data-told]').innerText(), /^The answer is complete\. .*97530/);
      await ask(page, 'And in March 2025?');
      await mark(page);
      await page.locator('.sources a').first().click();
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'CasePilot' }).waitFor();
      await page.goBack();
      await page.waitForURL('**/casepilot/*');
      await eventually(() => whole(page).count(), 2, 'answers');
      assert.ok(await isMarked(page), 'the browser has not loaded a page anew');
      await page.getByRole('link', { name: 'New conversation' }).click();
      await page.waitForURL('**/casepilot');
      await takenOver(page);
      assert.equal(await page.locator('.answer').count(), 0);
      await ask(page, 'What is 97150?');
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'CasePilot' }).click();
      await eventually(() => page.locator('.answer').count(), 0, 'answers');
      await page.goBack();
      await eventually(() => whole(page).count(), 1, 'answers');
    });

    check('keeps what was typed when something fails, and over a reload', async ({ page, problems }) => {
      await visit(page, '/casepilot');
      const field = page.locator('form.ask textarea');
      problems.expect(/status of 422/);
      await field.fill('x'.repeat(20_000));
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.locator('.ask-says .error').waitFor();
      assert.match(await textOf(page.locator('.ask-says')), /20,000 characters/);
      assert.equal((await field.inputValue()).length, 20_000);
      await field.fill(PAIR);
      problems.expect(/ERR_(FAILED|CONNECTION)/);
      await page.route('**/casepilot/ask', (route) => route.abort('connectionfailed'));
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await eventually(() => textOf(page.locator('.ask-says')), /could not be reached/);
      assert.equal(await field.inputValue(), PAIR);
      await page.unroute('**/casepilot/ask');
      await visit(page, '/casepilot');
      assert.equal(await field.inputValue(), PAIR);
    });

    check('asks about identifiers before anything is sent on', async ({ page }) => {
      await visit(page, '/casepilot');
      const question = 'Patient: John Smith, DOB 03/04/1950: is 97110 right?';
      await page.locator('form.ask textarea').fill(question);
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.locator('.private').waitFor();
      assert.deepEqual(await page.locator('.private mark').allInnerTexts(), ['John Smith', '03/04/1950']);
      assert.deepEqual(await violations(page), []);
      await page.locator('.private').getByText('Edit', { exact: true }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id), 'question');
      await page.getByRole('button', { name: 'Ask without them' }).click();
      await eventually(() => whole(page).count(), 1, 'answers');
      assert.equal(await textOf(page.locator('.asked')), 'Patient: [name], DOB [date]: is 97110 right?');
    });

    check('has examples for each thing to ask about', async ({ page }) => {
      await visit(page, '/casepilot');
      for (const topic of ['CPT Codes', 'Guidelines', 'Modifiers', 'Crosswalks', 'NCCI Edits', 'Compliance', 'Medicare Coverage']) {
        await page.locator('.chip', { hasText: topic }).waitFor();
      }
      await page.locator('.chip', { hasText: 'NCCI Edits' }).click();
      await page.locator('.chip[aria-current]', { hasText: 'NCCI Edits' }).waitFor();
      const example = page.locator('.example:visible').first();
      const question = await textOf(example);
      await example.click();
      await eventually(() => whole(page).count(), 1, 'answers');
      assert.equal(await textOf(page.locator('.asked')), question);
    });

    check('fits a phone', phone, async ({ page }) => {
      await visit(page, '/casepilot');
      await ask(page, PAIR);
      assert.deepEqual(await violations(page), []);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok((await width()) <= 360);
      await visit(page, '/codes/cpt/97150');
      await page.getByLabel('Question about 97150').fill(PAIR);
      await page.locator('.ask-box').getByRole('button', { name: 'Ask' }).click();
      await eventually(() => whole(page).count(), 1, 'answers');
      assert.ok((await width()) <= 360);
      assert.deepEqual(await violations(page), []);
    });

    check('works as forms alone', { javaScriptEnabled: false }, async ({ page }) => {
      await page.goto('/codes/cpt/97150');
      await page.getByLabel('Question about 97150').fill('Which modifiers?');
      await page.locator('.ask-box').getByRole('button', { name: 'Ask' }).click();
      await page.waitForURL('**/casepilot/*');
      assert.match(await textOf(page.locator('.answer')), /Which modifiers\?.*About 97150/s);
      await page.locator('.judge summary').click();
      await page.getByLabel(/What is wrong/).fill('All of it');
      await page.getByRole('button', { name: 'Say so' }).click();
      await page.waitForURL('**/casepilot/*');
      assert.match(await textOf(page.locator('.judged')), /kept with the question/);
      await page.goto('/casepilot');
      await page.locator('.example').first().click();
      await page.waitForURL('**/casepilot/*');
      assert.equal(await page.locator('.answer').count(), 1);
    });
  },
  { env: { CODING_AHEAD_GUEST_QUESTIONS: '20', CODING_AHEAD_FREE_QUESTIONS: '30' } },
);

suite('The allowance of questions', (check) => {
  check('ends with a form that makes an account and asks with it', async ({ page }) => {
    await visit(page, '/casepilot');
    await ask(page, 'What is 97150?');
    await page.locator('form.ask textarea').fill(PAIR);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.locator('.spent-questions').waitFor();
    assert.equal(await page.locator('form.ask textarea').inputValue(), PAIR);
    assert.deepEqual(await violations(page), []);
    const reader = newReader();
    await page.getByLabel('E-mail address').fill(reader.email);
    await page.getByLabel('Password').fill(reader.password);
    await page.getByRole('button', { name: 'Create free account and ask' }).click();
    await page.waitForURL('**/casepilot/*');
    assert.equal(await textOf(page.locator('.asked').last()), PAIR);
    assert.match(await textOf(page.locator('[data-left]')), /3 questions remaining/);
    assert.equal(await page.locator('form.ask textarea').inputValue(), '');
  });
});
