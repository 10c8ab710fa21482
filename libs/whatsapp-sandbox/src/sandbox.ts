import tls from 'node:tls';
import type { Faults } from './faults/faults.js';
import { mediaCertificates } from './media/certificates.js';
import { serveMedia } from './media/media-server.js';
import { NewsletterChats } from './people/newsletter-chats.js';
import type { Contact } from './people/contact.js';
import { Handset } from './handset/handset.js';
import { contactsOf, GroupChats, type People, phonesOf } from './people/people.js';
import type { Phone } from './people/phone.js';
import { checkQr, type QrRefusal } from './pairing/check-qr.js';
import { makeServerIdentity, trustRootKey } from './connection/certificate.js';
import { listen } from './server/listener.js';
import { silenceLibsignal } from './signal/silence.js';
import type { LoginEntry } from './world/login-log.js';
import type { Statistics } from './world/statistics.js';
import type { UnknownQuery } from './world/unknown-queries.js';
import { World } from './world/world.js';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface SandboxOptions {
  /** The same seed gives the same keys and ids. */
  seed?: string;
  /** With this folder the state of the sandbox survives a restart. */
  dataDir?: string;
  /** 0, the default, is any free port. */
  port?: number;
  mediaPort?: number;
  /** The delay before a virtual phone sends a receipt; default 150 ms. */
  receiptDelayMs?: number;
  /** How long an unacknowledged stanza is kept for its device; default 30 days. */
  keepOfflineMs?: number;
}

export interface Sandbox {
  /** For `waWebSocketUrl`. */
  readonly url: string;
  readonly mediaUrl: string;
  /** For `NODE_EXTRA_CA_CERTS` of processes that upload or download media. */
  readonly caFile: string;
  /** Owners of the accounts under test. */
  readonly phones: People<Phone>;
  readonly contacts: People<Contact>;
  readonly groups: GroupChats;
  readonly newsletters: NewsletterChats;
  readonly faults: Faults;
  /** The stores of the server, for features without a property of their own here. */
  readonly world: World;
  /** The queries that were answered 501. */
  unknownQueries(): UnknownQuery[];
  /** Logins, refusals and ends of connections. Without `replaced` no device was ever connected twice at once. */
  logins(account?: string): LoginEntry[];
  /** Whether a scan of this QR code would link a device, and if not, why. */
  checkQr(qr: string): 'valid' | QrRefusal;
  /** Errors inside the sandbox itself. */
  problems(): readonly string[];
  statistics(): Readonly<Statistics>;
  /** Replaces WhatsApp's root key in this process's Baileys by the sandbox's; returns a function that restores it. */
  trustRoot(): () => void;
  /** Adds the media server's authority to those that this process trusts. */
  trustMedia(): void;
  close(): Promise<void>;
}

export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const restoreConsole = silenceLibsignal();
  const world = new World(
    {
      seed: options.seed,
      dataDir: options.dataDir,
      receiptDelayMs: options.receiptDelayMs ?? 150,
      keepOfflineMs: options.keepOfflineMs ?? 30 * DAY_MS,
    },
    (owner, account) => new Handset(owner, account),
  );
  const identity = makeServerIdentity(world.random);
  const certificates = await mediaCertificates(options.dataDir);
  const media = await serveMedia(world, certificates, options.mediaPort ?? 0);
  world.mediaHost = media.host;
  const listener = await listen(world, identity, options.port ?? 0);
  return {
    url: listener.url,
    mediaUrl: `https://${media.host}`,
    caFile: certificates.caFile,
    phones: phonesOf(world),
    contacts: contactsOf(world),
    groups: new GroupChats(world),
    newsletters: new NewsletterChats(world),
    faults: world.faults,
    world,
    unknownQueries: () => world.unknown.list(),
    logins: (account) => world.logins.list(account),
    checkQr: (qr) => {
      const check = checkQr(world.pairings, qr);
      return check.valid ? 'valid' : check.reason;
    },
    problems: () => world.problems,
    statistics: () => ({ ...world.statistics }),
    trustRoot: () => trustRootKey(identity.rootKey),
    trustMedia: () =>
      tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificates.ca]),
    close: async () => {
      await listener.close();
      await media.close();
      world.log.close();
      restoreConsole();
    },
  };
};
