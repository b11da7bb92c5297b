// The real binary, on a free port, with a database of its own.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const STARTS_WITHIN = 30_000;
/** What ends a test run from outside; a server must not outlive it. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The program under test. */
export const binary = resolve(process.env.CODING_AHEAD_BIN ?? join(root, 'target/debug/coding-ahead'));
/** The folder of the browser's files. */
export const site = resolve(process.env.CODING_AHEAD_SITE ?? join(root, 'target/site'));

/**
 * Starts the server and waits until it is ready.
 *
 * @param {'sqlite' | 'postgres'} kind which database; PostgreSQL needs TEST_POSTGRES_URL
 * @param {Record<string, string>} settings more of the server's configuration
 * @returns {Promise<{url: string, log: () => string, run: (...args: string[]) => Promise<string>, stop: () => Promise<void>}>}
 */
export async function startServer(kind = 'sqlite', settings = {}) {
  for (const path of [binary, site]) {
    if (!existsSync(path)) throw new Error(`${path} is missing: build first (make build), or set CODING_AHEAD_BIN and CODING_AHEAD_SITE`);
  }
  const database = await (kind === 'postgres' ? postgresDatabase() : sqliteDatabase());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...ownEnvironment(), DATABASE_URL: database.url, NO_COLOR: '1', ...settings };
  const child = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, '--public-url', url, '--site', site], { env });
  const killed = () => child.kill('SIGKILL');
  const interrupted = () => process.exit(1);
  process.once('exit', killed);
  for (const signal of SIGNALS) process.once(signal, interrupted);

  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += data));
  let ended = false;
  const exit = once(child, 'exit').then(() => (ended = true));
  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    await exit;
    process.off('exit', killed);
    for (const signal of SIGNALS) process.off(signal, interrupted);
    await database.drop();
  };
  try {
    await ready(url, () => ended);
  } catch (error) {
    killed();
    await stop();
    throw new Error(`the server did not start: ${error.message}\n${log}`);
  }
  return {
    url,
    log: () => log,
    /** Runs another command of the program on the same database. */
    run: async (...args) => (await run(binary, args, { env })).stdout,
    stop,
  };
}

/** Nothing that a developer has set for a server of their own. */
function ownEnvironment() {
  const foreign = ([name]) => !name.startsWith('CODING_AHEAD_') && name !== 'RUST_LOG';
  return Object.fromEntries(Object.entries(process.env).filter(foreign));
}

/** Whether the search, which is built after the start, finds the sample. */
async function searches(url) {
  const page = await fetch(`${url}/case2code?q=group`);
  return (await page.text()).includes('/codes/cpt/97150');
}

async function ready(url, ended) {
  const until = Date.now() + STARTS_WITHIN;
  for (;;) {
    if (ended()) throw new Error('it ended at once');
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok && (await searches(url))) return;
    if (Date.now() > until) throw new Error(`/readyz did not answer within ${STARTS_WITHIN / 1000} s`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function sqliteDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'coding-ahead-e2e.'));
  return { url: `sqlite:${join(folder, 'test.db')}`, drop: async () => rmSync(folder, { recursive: true, force: true }) };
}

async function postgresDatabase() {
  const admin = process.env.TEST_POSTGRES_URL;
  const name = `e2e_${process.pid}_${Date.now()}`;
  const sql = (command) => run('psql', [admin, '-qX', '-v', 'ON_ERROR_STOP=1', '-c', command]);
  await sql(`create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`drop database ${name} with (force)`) };
}
