import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '@starling/embedded';
import { blocksOf } from './readme-blocks.js';
import { startSupervisor, type Supervisor } from './supervisor.js';
import { Terminal } from './terminal.js';

/*
 * What a newcomer pastes from the README, run in real shells against the product with its local WhatsApp. Only the
 * folder of the data and the two ports are others than those that the README names.
 */
const LIMIT_MS = 300_000;
const START = 'ALLOW_PRIVATE_URLS=true npm start -- --sandbox\n';

let folder: string;
let supervisor: Supervisor | undefined;
const terminals: Terminal[] = [];

function openTerminal(): Terminal {
  const terminal = new Terminal();
  terminals.push(terminal);
  return terminal;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-readme-'));
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'warn' };
  supervisor = await startSupervisor({ ...env, ALLOW_PRIVATE_URLS: 'true' }, ['--sandbox']);
}, LIMIT_MS);

afterAll(async () => {
  for (const terminal of terminals) terminal.close();
  await supervisor?.stop();
  await rm(folder, { recursive: true, force: true });
}, LIMIT_MS);

describe('The first steps of the README', () => {
  it(
    'send a message, and show its answer on a socket and as a webhook',
    async () => {
      const hookPort = await findFreePort();
      const here = (block: string) =>
        block
          .replaceAll('.data/', `${folder}/data/`)
          .replaceAll('localhost:8080', new URL(supervisor?.baseUrl ?? '').host)
          .replaceAll('9000', String(hookPort));
      const blocks = await blocksOf('First steps');
      expect(blocks).toHaveLength(5);
      const [start = '', first = '', socket = '', server = '', second = ''] = blocks.map(here);
      expect(start).toBe(START);

      const writer = openTerminal();
      writer.paste(first);
      await writer.shows('"qrCode":"');
      await writer.shows('"content":"Hello"');

      const listener = openTerminal();
      listener.paste(socket);
      await listener.shows('listening');
      const receiver = openTerminal();
      receiver.paste(server);
      await receiver.shows('listening');

      writer.paste(second);
      for (const terminal of [listener, receiver]) {
        await terminal.shows('"content":"Hello again"');
        await terminal.shows('"direction":"incoming"');
      }
      expect(writer.output).not.toContain('"success":false');
    },
    LIMIT_MS,
  );
});
