import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { signalFloor } from './signal-floor.js';

const CLIENTS = fileURLToPath(new URL('./clients.js', import.meta.url));
const LIMIT_MS = 240_000;
/** So many are encrypted side by side; more would only wait in line. */
const LANES = 64;

export interface SandboxLoad {
  readonly sockets: number;
  readonly pairAndOpenSeconds: number;
  /** First messages, each with a full key agreement. */
  readonly newContactsPerSecond: number;
  /** Encrypted for a known contact's device and handed to its socket. */
  readonly encryptedPerSecond: number;
  /** Decrypted and emitted by the clients, all in one process. */
  readonly receivedPerSecond: number;
  readonly clientMegabytesPerSocket: number;
  readonly unknownQueries: number;
  /** The same encryption with no server around it. */
  readonly bareEncryptionsPerSecond: number;
}

interface Progress {
  opened: number;
  received: number;
  rssBytes: number;
}

/** One process of sandbox, one of real clients: pair, open, greet by new contacts, then as fast as it goes. */
export async function measureSandbox(sockets: number, messages: number): Promise<SandboxLoad> {
  const sandbox = await startSandbox();
  const child = fork(CLIENTS, [sandbox.url, String(sockets)], { stdio: 'inherit' });
  try {
    const progress: Progress = { opened: 0, received: 0, rssBytes: 0 };
    const startedMs = performance.now();
    follow(child, sandbox, progress);
    await until(child, () => progress.opened === sockets);
    const pairAndOpenSeconds = secondsSince(startedMs);
    const pairs = pairUp(sandbox);
    const greetedMs = performance.now();
    for (const [contact, phone] of pairs) await contact.send(phone, 'first words');
    const newContactsPerSecond = sockets / secondsSince(greetedMs);
    await until(child, () => progress.received === sockets);
    const sentMs = performance.now();
    await inLanes(messages, async (index) => {
      const [contact, phone] = pairs[index % pairs.length] as (typeof pairs)[number];
      await contact.send(phone, `message ${index}, of the length that people write`);
    });
    const encryptedPerSecond = messages / secondsSince(sentMs);
    await until(child, () => progress.received === sockets + messages);
    return {
      ...{ sockets, pairAndOpenSeconds, newContactsPerSecond, encryptedPerSecond },
      receivedPerSecond: messages / secondsSince(sentMs),
      clientMegabytesPerSocket: progress.rssBytes / sockets / 1e6,
      unknownQueries: sandbox.unknownQueries().length,
      bareEncryptionsPerSecond: await signalFloor(),
    };
  } finally {
    child.disconnect();
    await sandbox.close();
  }
}

function follow(child: ChildProcess, sandbox: Sandbox, progress: Progress): void {
  child.on(
    'message',
    (message: { type: string; qr: string; received: number; rssBytes: number }) => {
      if (message.type === 'qr') void sandbox.phones.add().scan(message.qr);
      if (message.type === 'open') progress.opened += 1;
      if (message.type !== 'received') return;
      progress.received = message.received;
      progress.rssBytes = message.rssBytes;
    },
  );
}

/** Each linked phone gets a contact of its own. */
function pairUp(sandbox: Sandbox) {
  return [...sandbox.world.accounts.all()]
    .filter(({ companions }) => companions.size > 0)
    .map(({ number }) => {
      const phone = sandbox.phones.get(number);
      if (!phone) throw new Error(`no phone ${number}`);
      return [sandbox.contacts.add(), phone] as const;
    });
}

async function inLanes(total: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < total) await act(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Looks again whenever the clients report. */
async function until(child: ChildProcess, isDone: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  while (!isDone()) await once(child, 'message', { signal });
}

const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000;
