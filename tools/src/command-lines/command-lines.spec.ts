import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isBenchmark } from '../bench/main.js';

const BIN = join(import.meta.dirname, '..', '..', 'bin');
/** Programs that read their arguments before the build. Admin, start and prisma have specs of their own. */
const PROGRAMS = [
  ['npm test', 'test'],
  ['npm run bench', 'bench'],
  ['npm run sandbox', 'sandbox'],
  ['npm run rotate-keys', 'rotate-keys'],
  ['npm run check:deploy', 'check-deploy'],
] as const;

interface Outcome {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (script: string, ...args: string[]) =>
  new Promise<Outcome>((resolve) => {
    execFile(process.execPath, [join(BIN, `${script}.mjs`), ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

describe.each(PROGRAMS)('%s', (program, script) => {
  it.each(['--help', '-h'])('prints its help when called with %s', async (flag) => {
    const { code, stdout, stderr } = await run(script, flag);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('-h, --help');
  });

  it('names a flag that it does not know in one sentence', async () => {
    expect(await run(script, '--nonsense')).toEqual({
      code: 2,
      stdout: '',
      stderr: `${program} does not know --nonsense; ${program} -- --help lists what it does.\n`,
    });
  });
});

describe('npm run bench', () => {
  it('lists every benchmark in its help', async () => {
    const { stdout } = await run('bench', '--help');
    const names = /^ {2}(\w.*, .*)$/m.exec(stdout)?.[1]?.split(', ') ?? [];
    expect(names).toHaveLength(8);
    expect(names.filter((name) => !isBenchmark(name))).toEqual([]);
  });

  it.each([
    [[], 'needs the name of a benchmark'],
    [['http', '--json'], 'needs a value for --json'],
    [['messages', '--files=1'], 'takes no value for --files'],
    [['webhooks-chaos', '--events', 'many'], 'needs a whole number for --events'],
  ])('answers %j in one sentence', async (args, complaint) => {
    const { code, stderr } = await run('bench', ...args);
    expect([code, stderr]).toEqual([
      2,
      `npm run bench ${complaint}; npm run bench -- --help lists what it does.\n`,
    ]);
  });
});
