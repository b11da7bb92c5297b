// What every test file shares: one server, one browser, and for each test a context that nobody has used.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, openContext } from './browser.js';
import { startServer } from './server.js';

/**
 * Opens a subject's tests. `check(sentence, body)` or `check(sentence, contextOptions, body)` is a test in a fresh
 * context; it fails also when anything goes wrong in the console or on the network, unless the body says
 * `problems.expect(…)`, and when the server logs an error.
 *
 * @param {string} subject what the tests are about
 * @param {(check: Function) => void} declare declares the tests
 * @param {object} options
 * @param {'sqlite' | 'postgres'} options.database
 * @param {Record<string, string>} options.env more of the server's configuration
 * @param {number} options.atOnce how many tests may run at the same time
 * @param {string | false} options.skip why the tests cannot run here
 */
export function suite(subject, declare, { database = 'sqlite', env = {}, atOnce = 2, skip = false } = {}) {
  describe(subject, { skip, concurrency: atOnce }, () => {
    const shared = {};
    before(async () => {
      [shared.server, shared.browser] = await Promise.all([startServer(database, env), launch()]);
    });
    after(async () => {
      await shared.browser?.close();
      await shared.server?.stop();
    });
    /** A context that nobody has used, with a page. */
    const newGuest = async (t, options) => {
      const { context, problems } = await openContext(shared.browser, shared.server, options);
      t.after(() => context.close());
      return { context, problems, page: await context.newPage() };
    };
    const check = (sentence, ...rest) => {
      const body = rest.pop();
      const [options = {}] = rest;
      test(sentence, async (t) => {
        const start = shared.server.log().length;
        const guests = [];
        const guest = async (more) => {
          const opened = await newGuest(t, { ...options, ...more });
          guests.push(opened);
          return opened;
        };
        try {
          const first = await guest();
          await body({ ...first, guest, server: shared.server, t });
          for (const { problems } of guests) {
            await problems.quiet();
            assert.deepEqual(problems.report(), [], 'problems in the browser');
          }
          assert.doesNotMatch(shared.server.log().slice(start), /\bERROR\b|panicked/, "problems in the server's log");
        } catch (error) {
          for (const { problems } of guests) for (const problem of problems.report()) t.diagnostic(problem);
          t.diagnostic(`the server's log:\n${shared.server.log().slice(start) || '(empty)'}`);
          throw error;
        }
      });
    };
    declare(check);
  });
}
