// CasePilot in the browser: shows an answer while it is made. Without this file every form here posts and gets a page.
// It is a file of its own, and not a part of the program: it works where the program cannot run, and the program, which
// every page loads, stays small.
const KEPT = 'casepilot question';
const ZIP = 'zip';

/** What the browser remembers; nothing where it may not. */
function remember(storage, key, value) {
  try {
    const kept = window[storage];
    if (value === undefined) return kept.getItem(key) ?? '';
    if (value) kept.setItem(key, value);
    else kept.removeItem(key);
  } catch {
    // No memory, no harm.
  }
  return '';
}

/** A part of a page. All of it was drawn by our server. */
function part(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

const place = (form) => form.closest('[data-casepilot]');
const mainForm = (around) => around.querySelector('form.ask');

function say(around, text) {
  const told = around.querySelector('[data-told]');
  if (told) told.textContent = text;
}

/** What an answer says first, without the numbers of its sources. */
function spoken(answer) {
  const verdict = (answer.querySelector('.verdict') ?? answer.querySelector('.answer-text > p:not(.badge)'))?.cloneNode(true);
  verdict?.querySelector('.cites')?.remove();
  return verdict?.textContent.trim() ?? '';
}

/** The events of a stream, one after the other. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const pieces = rest.split('\n\n');
    rest = pieces.pop();
    for (const piece of pieces) if (piece.startsWith('data: ')) yield JSON.parse(piece.slice(6));
  }
}

/** What is wrong, where the server could not say so itself. */
function failure(status) {
  const words = {
    0: ['The server could not be reached.', 'Check your connection and send it again: nothing you typed is lost.'],
    413: ['The question is too long.', 'Send up to 4,000 characters.'],
  }[status] ?? ['Something went wrong.', 'Send it again in a moment: nothing you typed is lost.'];
  const box = document.createElement('div');
  box.className = 'error';
  box.setAttribute('role', 'alert');
  for (const text of words) box.append(Object.assign(document.createElement('p'), { textContent: text }));
  return box;
}

/** Sends a question and shows its answer. Several may be under way, each in an article of its own. */
async function ask(form, submitter) {
  const around = place(form);
  const main = mainForm(around);
  const field = main.querySelector('textarea');
  const says = main.querySelector('.ask-says');
  const fields = new URLSearchParams(new FormData(form, submitter));
  // A question that was chosen is not what stands in the field.
  if (fields.has('chosen')) fields.delete('question');
  const zip = fields.get('zip');
  if (form.querySelector('[name=zip]:not([type=hidden])')) remember('localStorage', ZIP, /^\d{5}/.test(zip) ? zip.slice(0, 5) : zip ? undefined : '');
  else if (!zip && remember('localStorage', ZIP)) fields.set('zip', remember('localStorage', ZIP));

  const sent = fields.get('question') ?? '';
  const request = new AbortController();
  says.replaceChildren();
  form.setAttribute('aria-busy', 'true');
  let article;
  let ended = false;
  const end = (node) => {
    ended = true;
    const isHere = article?.contains(document.activeElement);
    const now = node instanceof DocumentFragment ? node.firstElementChild : node;
    if (article) article.replaceWith(node);
    else says.replaceChildren(node);
    // The button that stops is gone: who stood on it stands on what took its place.
    if (isHere) {
      now.tabIndex = -1;
      now.focus({ preventScroll: true });
    }
  };
  /** Puts what was sent back, unless something else was typed meanwhile. */
  const keep = () => {
    if (sent && !field.value) field.value = sent;
  };
  const see = ({ kind, html, id, left }) => {
    // The reader has gone to another page.
    if (article && !article.isConnected) {
      request.abort();
      return;
    }
    const fragment = part(html);
    const list = article?.querySelector('.steps');
    switch (kind) {
      case 'refused':
        // What was chosen stands in the field, so that it can be sent on from there.
        if (fields.has('chosen')) field.value = fields.get('chosen');
        end(fragment);
        break;
      case 'begin': {
        article = fragment.firstElementChild;
        const before = around.querySelector(`#${article.id}`);
        if (before) before.replaceWith(article);
        else around.querySelector('.conversation').append(article);
        article.request = request;
        article.scrollIntoView({ block: 'nearest' });
        if (field.value === sent) {
          field.value = '';
          grow(field);
          remember('sessionStorage', KEPT, '');
        }
        // The next one may be sent while this one is being answered.
        form.removeAttribute('aria-busy');
        around.querySelector('[data-left]').textContent = left;
        say(around, 'The question is being answered.');
        break;
      }
      case 'step':
        list.append(fragment);
        break;
      case 'sentence':
        article.querySelector('.answer-text').append(fragment);
        break;
      case 'table':
        // Tables stand below all sentences, and come with the whole.
        break;
      case 'source':
        article.querySelector('.sources').hidden = false;
        article.querySelector('.sources ol').append(fragment);
        break;
      case 'done': {
        const whole = fragment.firstElementChild;
        end(whole);
        const after = main.querySelector('[name=after]');
        if (after) after.value = id;
        // For whoever reloads the page.
        if (location.pathname === '/casepilot') history.replaceState({ ...history.state, answers: id }, '');
        const label = main.querySelector('[data-next]');
        if (label) label.textContent = label.dataset.next;
        const anew = main.querySelector('[data-anew]');
        if (anew) anew.hidden = false;
        say(around, `The answer is complete. ${spoken(whole)}`);
        break;
      }
      default:
        end(fragment);
        keep();
    }
  };
  try {
    const answer = await fetch('/casepilot/ask', { method: 'POST', body: fields, headers: { accept: 'text/event-stream' }, signal: request.signal });
    if (answer.headers.get('content-type')?.startsWith('text/event-stream')) for await (const event of events(answer.body)) see(event);
    if (!ended) {
      end(failure(answer.ok ? 500 : answer.status));
      keep();
    }
  } catch (error) {
    if (ended) return;
    if (error.name === 'AbortError') {
      if (article?.contains(document.activeElement)) field.focus();
      article?.remove();
      say(around, 'Stopped. Asking the same again is not counted.');
    } else end(failure(0));
    keep();
  } finally {
    form.removeAttribute('aria-busy');
  }
}

// Whoever reloads the page of questions finds its answers: on the page of their conversation.
if (history.state?.answers && location.pathname === '/casepilot' && performance.getEntriesByType('navigation')[0]?.type === 'reload')
  location.replace(`/casepilot/${encodeURIComponent(history.state.answers)}${location.search}`);

/** The answers at hand get the address of their conversation: only then, since to the program it is another page. */
function keepAddress() {
  const answer = [...document.querySelectorAll('.conversation > .answer:not(.is-under-way)')].pop();
  if (!answer || location.pathname !== '/casepilot') return false;
  const on = new URLSearchParams(location.search).get('on');
  history.replaceState(history.state, '', `/casepilot/${answer.id.replace('question-', '')}${on ? `?on=${encodeURIComponent(on)}` : ''}`);
  return true;
}

/** Whoever leaves answers for one of their sources comes back to them: to the page of the conversation. */
function leave(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || link.origin !== location.origin || location.pathname !== '/casepilot') return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target) return;
  if ((link.pathname === location.pathname && link.hash) || !keepAddress()) return;
  if (link.pathname === '/casepilot') {
    // To the program this is the page at hand, with its answers; to the reader it is a new one.
    event.preventDefault();
    location.assign(link.href);
  }
}
addEventListener('click', leave, true);

/** Keeps what a reader thinks of an answer. */
async function judge(form, submitter) {
  const place = form.closest('.judge');
  const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams(new FormData(form, submitter)), headers: { accept: 'application/json' } }).catch(() => null);
  if (answer?.ok) {
    const kept = part(await answer.text()).firstElementChild;
    const isHere = place.contains(document.activeElement);
    place.replaceWith(kept);
    if (isHere) kept.querySelector('button').focus();
    // Said once it stands in the page.
    const judged = kept.querySelector('.judged');
    const words = judged.textContent;
    judged.textContent = '';
    requestAnimationFrame(() => (judged.textContent = words));
  } else place.querySelector('.judged').textContent = 'It could not be kept. Try again in a moment.';
}

/** A field as high as its text, up to a limit of the style sheet. */
function grow(field) {
  field.style.blockSize = '';
  if (field.scrollHeight > field.clientHeight) field.style.blockSize = `${field.scrollHeight + 2}px`;
}

addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('[data-judge]')) {
    event.preventDefault();
    judge(form, event.submitter);
    return;
  }
  if (!form.matches('[data-ask]')) return;
  if (event.submitter?.name === 'with' || form.elements.email?.value) {
    // An account is made on the way: the browser sends it, and the page that comes back knows the account.
    remember('sessionStorage', KEPT, '');
    return;
  }
  event.preventDefault();
  if (form.getAttribute('aria-busy') !== 'true') ask(form, event.submitter);
});

addEventListener('click', (event) => {
  const stop = event.target.closest?.('[data-stop]');
  stop?.closest('.answer').request?.abort();
  // A passage is there in full for who follows its number.
  const cite = event.target.closest?.('.cites a');
  if (cite) document.getElementById(cite.hash.slice(1))?.querySelector('details')?.setAttribute('open', '');
  const chip = event.target.closest?.('.chip');
  if (chip && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const about = chip.closest('.ask-about');
    for (const other of about.querySelectorAll('.chip')) other.toggleAttribute('aria-current', false);
    chip.setAttribute('aria-current', 'true');
    for (const list of about.querySelectorAll('.examples-list')) list.hidden = list.dataset.topic !== chip.dataset.topic;
  }
  if (event.target.closest?.('[data-edit]')) {
    event.preventDefault();
    mainForm(place(event.target)).querySelector('textarea').focus();
  }
});

addEventListener('keydown', (event) => {
  const field = event.target;
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !field.matches?.('form.ask textarea')) return;
  event.preventDefault();
  field.form.requestSubmit(field.form.querySelector('.ways:last-child [type=submit]'));
});

// What was typed and not sent is there again after registering, or after a mishap; it ends with the tab.
addEventListener('input', (event) => {
  const field = event.target;
  if (!field.matches?.('form.ask textarea')) return;
  grow(field);
  remember('sessionStorage', KEPT, field.value);
});

/** Fills in what is remembered. */
function fill() {
  for (const field of document.querySelectorAll('#question, #ask [name=zip]')) {
    if (field.value || field.dataset.filled) continue;
    field.value = field.id === 'question' ? remember('sessionStorage', KEPT) : remember('localStorage', ZIP);
    field.dataset.filled = '';
  }
}

/** The box of the code page at hand. */
let box;
const subject = (one) => new URLSearchParams(new FormData(mainForm(one))).toString().replace(/^question=[^&]*|&after=[^&]*/g, '');

/** A page that is drawn anew, as when its reader registers on it, keeps what was answered in its box. */
function keepBox() {
  const drawn = document.querySelector('.ask-box');
  if (!drawn || drawn === box) return;
  if (box && !box.isConnected && box.querySelector('.answer') && subject(box) === subject(drawn)) drawn.replaceWith(box);
  else box = drawn;
}

const changed = () => {
  fill();
  keepBox();
};
changed();
new MutationObserver(changed).observe(document.body, { childList: true, subtree: true });
