// Every type of page, once for a guest and once for a reader.
import { newReader } from './browser.js';

/** Code pages that the sample holds, with titles of their own. */
export const CODES = ['97150', '97110', '97112', '97116', '97140', '97530', '97535', '97542'].map((code) => `/codes/cpt/${code}`);

/** A claim with lines of every status: passing, denied, bypassed, not found, not read, twice. */
const CLAIM = encodeURIComponent('97150-GP\n97110-GP-59 x7\n97140-GP-59\n20610-RT\n99213\n99999\nhello\n97112\n97112');

/** @typedef {{what: string, address: string, status: number, access?: string}} Page */

/** @type {Page[]} in this order, the first code page is a guest's one view */
export const GUEST_PAGES = [
  { what: 'the start', address: '/', status: 200 },
  { what: 'the code systems', address: '/codes', status: 200 },
  { what: 'a list of CPT codes', address: '/codes/cpt', status: 200 },
  { what: 'a list of diagnoses', address: '/codes/icd10cm?prefix=M54', status: 200 },
  { what: 'a list on another day', address: '/codes/cpt?on=2020-02-01', status: 200 },
  { what: 'an empty list', address: '/codes/hcpcs?prefix=ZZ', status: 200 },
  { what: 'the look-up', address: '/case2code', status: 200 },
  { what: 'what the look-up found', address: '/case2code?q=therapy', status: 200 },
  { what: 'a look-up without a result', address: '/case2code?q=xylophone', status: 200 },
  { what: 'a narrowed look-up with a correction', address: '/case2code?q=terapy+pain&system=cpt&billable=yes', status: 200 },
  { what: 'a range of codes that was looked up', address: '/case2code?q=97110-97150&page=1', status: 200 },
  { what: 'the form for a case', address: '/case2code/case', status: 200 },
  { what: 'the loaded data', address: '/about/data', status: 200 },
  { what: 'a comparison of a single release', address: '/about/data/changes?source=icd10cm', status: 200 },
  { what: 'a comparison that needs an account', address: '/about/data/changes?source=mpfs', status: 200 },
  { what: 'a range of codes', address: '/codes/cpt?in=medicine', status: 200 },
  { what: 'the tools', address: '/tools', status: 200 },
  { what: 'the claim check', address: '/tools/ncci', status: 200 },
  { what: 'a checked claim', address: `/tools/ncci?lines=${CLAIM}`, status: 200 },
  { what: 'a claim without data', address: `/tools/ncci?setting=hospital&lines=${CLAIM}`, status: 200 },
  { what: 'the price list', address: '/tools/fees', status: 200 },
  { what: 'priced lines', address: `/tools/fees?place=all&lines=${CLAIM}`, status: 200 },
  { what: 'the therapy units', address: '/tools/therapy-units', status: 200 },
  { what: 'counted units', address: '/tools/therapy-units?lines=97110%2024%0A97140%2014%0A97150%2030', status: 200 },
  { what: 'a list of edits that needs an account', address: '/codes/cpt/97150/ncci-edits', status: 200 },
  { what: 'the form for a question', address: '/casepilot', status: 200 },
  { what: 'questions about modifiers', address: '/casepilot?topic=modifiers&on=2025-10-01', status: 200 },
  { what: 'a question of somebody else', address: '/casepilot/1', status: 404 },
  { what: 'registering', address: '/register', status: 200 },
  { what: 'signing in', address: '/sign-in', status: 200 },
  { what: 'the account of nobody', address: '/account', status: 200 },
  { what: 'a preview', address: '/codes/cpt/97150', status: 200, access: 'preview' },
  { what: 'a page that a guest may not open', address: '/codes/cpt/97110', status: 200, access: 'spent' },
  { what: 'an unknown code', address: '/codes/cpt/97159', status: 404 },
  { what: 'an unknown code system', address: '/codes/nosuchsystem', status: 404 },
  { what: 'an unknown address', address: '/nowhere', status: 404 },
  { what: 'a date that is none', address: '/codes/cpt/97150?on=yesterday', status: 400 },
];

/** @type {Page[]} for a reader whose views are spent on the first six of CODES */
export const READER_PAGES = [
  { what: "a reader's start", address: '/', status: 200 },
  { what: 'an account', address: '/account', status: 200 },
  { what: 'an open page', address: '/codes/cpt/97150', status: 200, access: 'open' },
  { what: 'an open page without the official descriptor', address: '/codes/cpt/97110', status: 200, access: 'open' },
  { what: 'an open page on another day', address: '/codes/cpt/97150?on=2024-02-01', status: 200, access: 'open' },
  { what: 'the edits of an open page', address: '/codes/cpt/97150/ncci-edits', status: 200 },
  { what: 'a checked claim with its rows', address: `/tools/ncci?lines=${CLAIM}`, status: 200 },
  { what: 'priced lines with their rows', address: `/tools/fees?place=all&lines=${CLAIM}`, status: 200 },
  { what: 'a page beyond the last view', address: '/codes/cpt/97535', status: 200, access: 'spent' },
];

/** Registers a reader in this context without drawing anything. */
export async function becomeReader(context, reader = newReader()) {
  const answer = await context.request.post('/api/register', { form: reader });
  if (!answer.ok()) throw new Error(`registering answered ${answer.status()}: ${await answer.text()}`);
  return reader;
}

/** Opens codes' pages in this context without drawing anything. */
export async function openCodes(context, addresses) {
  for (const address of addresses) {
    const answer = await context.request.get(address);
    if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}`);
  }
}

/** A reader who has no view left; see READER_PAGES. */
export async function becomeSpentReader(context) {
  await becomeReader(context);
  await openCodes(context, CODES.slice(0, 6));
}

/** What Chromium says of a page that answers with an error, as it should. */
export const failedToLoad = (status) => new RegExp(`Failed to load resource: the server responded with a status of ${status}`);
