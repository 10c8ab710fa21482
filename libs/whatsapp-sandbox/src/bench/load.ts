import { startSandbox, type Sandbox } from '../sandbox.js';
import { BareClients } from './bare-clients.js';
import { signalFloor } from './signal-floor.js';

/** Concurrent sends. More of them would only wait. */
const LANES = 64;

export interface SandboxLoad {
  readonly sockets: number;
  readonly pairAndOpenSeconds: number;
  /** First messages to a device, each with a full key agreement. */
  readonly newContactsPerSecond: number;
  /** Messages encrypted for a device with a session, and written to its socket. */
  readonly encryptedPerSecond: number;
  /** Messages that the clients, all in one process, decrypted and emitted. */
  readonly receivedPerSecond: number;
  readonly clientMegabytesPerSocket: number;
  readonly unknownQueries: number;
  /** The same encryption without a server. */
  readonly bareEncryptionsPerSecond: number;
}

/**
 * Runs the sandbox in this process and real clients in another: pairs, opens, sends first messages, then a full load.
 */
export async function measureSandbox(sockets: number, messages: number): Promise<SandboxLoad> {
  const sandbox = await startSandbox();
  const clients = BareClients.start(sandbox);
  try {
    const startedMs = performance.now();
    await clients.open(sockets);
    const pairAndOpenSeconds = secondsSince(startedMs);
    const pairs = pairUp(sandbox);
    const greetedMs = performance.now();
    for (const [contact, phone] of pairs) await contact.send(phone, 'first words');
    const newContactsPerSecond = sockets / secondsSince(greetedMs);
    await clients.until(() => clients.received === sockets);
    const sentMs = performance.now();
    await inLanes(messages, async (index) => {
      const [contact, phone] = pairs[index % pairs.length] as (typeof pairs)[number];
      await contact.send(phone, `message ${index}, of the length that people write`);
    });
    const encryptedPerSecond = messages / secondsSince(sentMs);
    await clients.until(() => clients.received === sockets + messages);
    return {
      sockets,
      pairAndOpenSeconds,
      newContactsPerSecond,
      encryptedPerSecond,
      receivedPerSecond: messages / secondsSince(sentMs),
      clientMegabytesPerSocket: clients.rssBytes / sockets / 1e6,
      unknownQueries: sandbox.unknownQueries().length,
      bareEncryptionsPerSecond: await signalFloor(),
    };
  } finally {
    clients.stop();
    await sandbox.close();
  }
}

/** Creates a contact for each linked phone. */
export function pairUp(sandbox: Sandbox) {
  return [...sandbox.world.accounts.all()]
    .filter(({ companions }) => companions.size > 0)
    .map(({ number }) => {
      const phone = sandbox.phones.get(number);
      if (!phone) throw new Error(`no phone ${number}`);
      return [sandbox.contacts.add(), phone] as const;
    });
}

export async function inLanes(total: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < total) await act(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000;
