import { measureSandbox } from '@starling/whatsapp-sandbox/bench';
import { type BenchReport } from '../harness/report.js';

const SOCKETS = 300;
const MESSAGES = 12_000;

/** The local WhatsApp with real clients: the sandbox in one process, 300 Baileys sockets in another. */
export async function benchSandbox(): Promise<BenchReport> {
  const load = await measureSandbox(SOCKETS, MESSAGES);
  const { bareEncryptionsPerSecond, ...figures } = load;
  return {
    name: 'sandbox',
    figures,
    floor: { bareEncryptionsPerSecond },
    ratios: { encryptedPerSecond: load.encryptedPerSecond / bareEncryptionsPerSecond },
    notes: [
      `${SOCKETS} sockets in one process pair, open and receive ${MESSAGES} messages`,
      'encrypted: by the sandbox, for known contacts, handed to the sockets; received: emitted by the clients',
      'floor: the same Signal encryption in one session with no server around it',
    ],
  };
}
