import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const BENCH = fileURLToPath(new URL('../../../tools/bin/bench.mjs', import.meta.url));
const MESSAGES = 1_200;
/** Each of the four kinds of process at least once. */
const FEWEST_DEATHS = 4;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-killed-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The small form of a run that a person starts in its large one. */
async function countsOf(messages: number): Promise<Readonly<Record<string, number>>> {
  const file = join(folder, 'report.json');
  const args = [BENCH, 'webhooks-chaos', '--events', String(messages), '--json', file];
  await promisify(execFile)(process.execPath, args);
  const [report] = JSON.parse(await readFile(file, 'utf8')) as [
    { figures: Record<string, number> },
  ];
  return report.figures;
}

describe('While workers, gateway and Redis are killed one after the other and servers fail every fifth request', () => {
  it('every message arrives under one event id, first attempts keep their order, and no letter dies', async () => {
    const counts = await countsOf(MESSAGES);
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(counts).toMatchObject({
      sent: MESSAGES,
      arrived: MESSAGES,
      lost: 0,
      renamed: 0,
      outOfOrder: 0,
      deadLetters: 0,
    });
    expect(counts['deaths']).toBeGreaterThanOrEqual(FEWEST_DEATHS);
  });
});
