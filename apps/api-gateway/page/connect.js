/*
 * Shows the pairing of one instance. The id of the page is in the fragment of its address. A random key says that it is
 * always the same browser tab that asks: the server refuses every other one.
 */
const POLL_MS = 2_000;
const RETRY_MS = 5_000;
const STATE_URL = new URL('../connect/state', import.meta.url);

const TEXTS = {
  waiting: 'Preparing the code…',
  linking: 'The code was accepted. Connecting…',
  qr: 'Scan this code with WhatsApp. It renews itself.',
  pairing: 'Enter this code in WhatsApp.',
  connected: 'Connected. You can close this page.',
  incomplete: 'This address is incomplete. Open the whole link that you were given.',
  gone: 'This page has expired. Ask for a new link.',
  taken: 'This page is open in another browser or tab. Ask for a new link.',
  unreachable: 'The server does not answer. Trying again…',
};

const REASONS = {
  'codes used up': 'The time to use the code is over. Ask for a new link.',
  passkey_required: 'This WhatsApp account asks for a passkey, so it could not be linked.',
};

const status = document.getElementById('status');
const qr = document.getElementById('qr');
const qrImage = qr.querySelector('img');
const pairing = document.getElementById('pairing');
const pairingCode = pairing.querySelector('.code');
const pageId = location.hash.slice(1);

let wasCodeShown = false;
let shownTag;

/** A screen reader reads the status again when it changes, so the same text is not written twice. */
function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function show(state) {
  document.body.dataset.status = state.status;
  qr.hidden = state.status !== 'qr';
  pairing.hidden = state.status !== 'pairing';
  if (state.status === 'qr') qrImage.src = state.image;
  if (state.status === 'pairing')
    pairingCode.textContent = `${state.pairingCode.slice(0, 4)}-${state.pairingCode.slice(4)}`;
  say(textOf(state));
  wasCodeShown ||= state.status === 'qr' || state.status === 'pairing';
}

function textOf({ status: name, reason }) {
  if (name === 'ended') {
    const end = reason ? `Linking has ended: ${reason}.` : 'Linking has ended.';
    return REASONS[reason] ?? `${end} Ask for a new link.`;
  }
  return name === 'waiting' && wasCodeShown ? TEXTS.linking : TEXTS[name];
}

/** Kept for the tab, so that the page can be loaded again. Without storage it lives as long as the page. */
function viewerKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const fresh = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  try {
    const name = `viewer of ${pageId}`;
    const kept = sessionStorage.getItem(name) ?? fresh;
    sessionStorage.setItem(name, kept);
    return kept;
  } catch {
    return fresh;
  }
}

/** Returns in how many milliseconds to ask again; undefined: never. */
async function ask(viewer) {
  const response = await fetch(STATE_URL, {
    cache: 'no-store',
    headers: {
      'x-connect-page': pageId,
      'x-connect-viewer': viewer,
      ...(shownTag && { 'if-none-match': shownTag }),
    },
  });
  if (response.status === 304) return POLL_MS;
  if (response.status === 429 || response.status >= 500)
    return Math.max(RETRY_MS, Number(response.headers.get('retry-after')) * 1_000 || 0);
  if (!response.ok) {
    show({ status: response.status === 403 ? 'taken' : 'gone' });
    return undefined;
  }
  shownTag = response.headers.get('etag') ?? undefined;
  const state = await response.json();
  show(state);
  return state.status === 'connected' || state.status === 'ended' ? undefined : POLL_MS;
}

/** A page that is not looked at asks nothing. */
function visible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('visibilitychange', resolve, { once: true });
  });
}

async function run() {
  if (pageId === '') return show({ status: 'incomplete' });
  const viewer = viewerKey();
  for (;;) {
    await visible();
    const wait = await ask(viewer).catch(() => {
      say(TEXTS.unreachable);
      shownTag = undefined;
      return RETRY_MS;
    });
    if (wait === undefined) return undefined;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

// Another link in the same tab changes the fragment alone.
addEventListener('hashchange', () => location.reload());
run();
