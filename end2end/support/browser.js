// Chromium, and readers who use it.
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

/** Web-first waits end after this many milliseconds. */
export const PATIENCE = 10_000;

/** The six sections, by their ids and titles, in the order of the page. */
export const SECTIONS = {
  guidelines: 'Guidelines',
  modifiers: 'Modifiers',
  crosswalks: 'Crosswalks',
  'ncci-edits': 'NCCI Edits',
  compliance: 'Compliance',
  'medicare-coverage': 'Medicare Coverage',
};

/** Debian's Chromium, or the one that CHROMIUM names. Nothing is downloaded, and it asks nobody for anything. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A browser context of somebody whom the site has never seen, with a record of everything that goes wrong in it. */
export async function openContext(browser, server, options = {}) {
  const context = await browser.newContext({ baseURL: server.url, ...options });
  context.setDefaultTimeout(PATIENCE);
  // Leaves a note of who listens to what, so that `taken over` can be told without a mark in the product.
  await context.addInitScript(() => {
    const listens = new WeakMap();
    const original = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      const target = this ?? window;
      if (!listens.has(target)) listens.set(target, new Set());
      listens.get(target).add(type);
      return original.call(target, type, ...rest);
    };
    window.__listens = (target, type) => listens.get(target)?.has(type) ?? false;
    original.call(document, 'securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
  });
  return { context, problems: watch(context, server, options) };
}

/** Collects what must not happen: messages in the console, panics, failed requests, requests to other hosts. */
function watch(context, server, { javaScriptEnabled = true }) {
  const found = [];
  const expected = [];
  // With JavaScript off Chromium still reads the hints to load the program, calls the refusal "csp", and wonders.
  const isForTheProgram = (text) => !javaScriptEnabled && /request failed: GET \S*\.js: csp|wasm was preloaded/.test(text);
  const note = (text) => isForTheProgram(text) || found.push(text);
  const { host } = new URL(server.url);
  const underWay = new Set();
  for (const end of ['requestfinished', 'requestfailed']) context.on(end, (request) => underWay.delete(request));
  context.on('request', (request) => {
    underWay.add(request);
    const url = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.host !== host) note(`request to another host: ${url}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // What a navigation leaves behind is cut off by it.
    if (reason !== 'net::ERR_ABORTED') note(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => note(`page error: ${error.error()}`));
  return {
    found,
    /** One thing that has to go wrong in this test. */
    expect: (pattern) => expected.push(pattern),
    /** Waits until nothing has been asked of the server for a moment. */
    async quiet() {
      const until = Date.now() + PATIENCE;
      for (let still = 0; still < 3; still = underWay.size === 0 ? still + 1 : 0) {
        if (Date.now() > until) throw new Error(`still under way: ${[...underWay].map((request) => request.url())}`);
        await sleep(25);
      }
    },
    /** What went wrong unexpectedly, and what was expected and did not happen. */
    report() {
      const surprises = found.filter((text) => !expected.some((pattern) => pattern.test(text)));
      const missing = expected.filter((pattern) => !found.some((text) => pattern.test(text)));
      return [...surprises, ...missing.map((pattern) => `expected, but did not happen: ${pattern}`)];
    },
  };
}

/**
 * Waits until the program in the browser has taken the page over: the router and every posting form listen, but for
 * those that the server drew, which the browser or the script of CasePilot sends.
 */
export async function takenOver(page) {
  await page.waitForFunction(
    () =>
      window.__listens(window, 'submit') &&
      window.__listens(window, 'click') &&
      [...document.querySelectorAll('form[method=post]:not(.drawn form, .side form)')].every((form) => window.__listens(form, 'submit')),
  );
}

/** Opens an address and waits until the page has been taken over. */
export async function visit(page, address) {
  const response = await page.goto(address);
  await takenOver(page);
  return response;
}

/** Waits until `look` gives what is wanted, and fails with the last that it gave. */
export async function eventually(look, wanted, what = 'value') {
  const until = Date.now() + PATIENCE;
  const fits = (value) => (wanted instanceof RegExp ? wanted.test(value) : typeof wanted === 'function' ? wanted(value) : value === wanted);
  for (;;) {
    const value = await look();
    if (fits(value)) return value;
    if (Date.now() > until) throw new Error(`${what}: wanted ${wanted}, still ${JSON.stringify(value)} after ${PATIENCE / 1000} s`);
    await sleep(20);
  }
}

/** The box of the page, once the program runs. */
export const lookUpBox = (page) => page.getByRole('combobox', { name: 'Code or words of a title' });

/** Waits until the page has this access, and says which code it shows. */
export async function seeAccess(page, access, code) {
  await page.locator(`main[data-access=${access}] h1 .code`, { hasText: code }).waitFor();
}

/** How many of the six sections are open and locked. */
export async function countSections(page) {
  const count = (access) => page.locator(`section[data-access=${access}]`).count();
  return { open: await count('open'), locked: await count('locked') };
}

/** What `data-remaining` of the banner says. */
export const remaining = (page) => page.locator('#meter').getAttribute('data-remaining');

/** An element's text with its white space folded. */
export async function textOf(locator) {
  return (await locator.innerText()).replace(/\s+/g, ' ').trim();
}

/** A mark on the window, which a reload would wipe off. */
export async function mark(page) {
  await page.evaluate(() => (window.__mark = 'still here'));
}

/** Whether the window still carries the mark. */
export const isMarked = (page) => page.evaluate(() => window.__mark === 'still here');

let readers = 0;
/** An address and a password that nobody has used. */
export function newReader() {
  readers += 1;
  return { email: `reader${readers}.${Date.now()}@example.com`, password: 'correct horse battery' };
}

/** Fills in and sends the form in `place`. */
export async function send(place, reader) {
  await place.getByLabel('E-mail address').fill(reader.email);
  await place.getByLabel('Password').fill(reader.password);
  await place.locator('button[type=submit]').click();
}

/** Opens the prompt of a locked section and registers in it. */
export async function registerInSection(page, id, reader) {
  const section = page.locator(`#${id}`);
  await section.locator('summary').click();
  await send(section.locator('form'), reader);
}

/** Registers on the page of its own and waits for where it leads. */
export async function registerOnItsPage(page, reader, next = '/') {
  await visit(page, `/register?next=${encodeURIComponent(next)}`);
  await send(page.locator('main form'), reader);
  await page.waitForURL((url) => url.pathname + url.search === next);
}

/** Signs out on the account page. */
export async function signOut(page) {
  await page.locator('.account-menu a', { hasText: 'Account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('.account-menu a', { hasText: 'Log in' }).waitFor();
}
