import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueueFullError } from '@starling/platform';
import { picture } from '../testing/sample-files.js';
import { ConverterProcess } from './converter-process.js';
import { Converters } from './converters.js';

/* Real processes. A named pipe that nobody writes to is a file that no decoder ever comes to the end of. */
const forever = new AbortController().signal;
let folder: string;
let good: string;
let endless: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converters-'));
  good = join(folder, 'good.png');
  endless = join(folder, 'endless');
  await writeFile(good, await picture('png'));
  execFileSync('mkfifo', [endless]);
});

afterEach(() => rm(folder, { recursive: true }));

describe('A converter process', () => {
  it('may use so much memory, and knows nothing of our environment', async () => {
    const converter = new ConverterProcess(1_000);
    await converter.run('describePicture', { path: good }, forever);
    const limits = await readFile(`/proc/${converter.pid}/limits`, 'utf8');
    expect(limits).toMatch(new RegExp(`Max data size +${1_000 * 1024 * 1024} `));
    expect(await readFile(`/proc/${converter.pid}/oom_score_adj`, 'utf8')).toBe('1000\n');
    const environment = await readFile(`/proc/${converter.pid}/environ`, 'utf8');
    const names = environment.split('\0').map((variable) => variable.split('=')[0] ?? '');
    expect(names).toContain('PATH');
    expect(names).not.toContain('HOME');
    await converter.end();
  });

  it('that dies fails the file in hand, and says that it is of no use any more', async () => {
    const converter = new ConverterProcess();
    const reading = converter.run('describePicture', { path: endless }, forever);
    process.kill(converter.pid ?? 0, 'SIGKILL');
    expect(await reading).toBeUndefined();
    expect(converter.isUsable).toBe(false);
  });

  it('is reused after a file that it cannot read', async () => {
    const converter = new ConverterProcess();
    await writeFile(join(folder, 'text'), 'hello');
    const text = { path: join(folder, 'text') };
    expect(await converter.run('describePicture', text, forever)).toBeUndefined();
    expect(await converter.run('describePicture', { path: good }, forever)).toMatchObject({
      width: 300,
      height: 200,
    });
    await converter.end();
  });
});

describe('Converters', () => {
  const describeWith = (converters: Converters, path: string, account = 'a', signal = forever) =>
    converters.run(account, signal, (converter) => converter.describePicture(path));

  it('give a file up when its time is over, and convert the next one', async () => {
    const converters = new Converters(300, 1);
    expect(await describeWith(converters, endless)).toBeUndefined();
    await converters.close();
    const patient = new Converters(60_000, 1);
    expect(await describeWith(patient, good)).toMatchObject({ width: 300 });
    await patient.close();
  });

  it('convert the files of one account while another has more than it can do', async () => {
    const converters = new Converters(60_000, 2);
    const giveUp = new AbortController();
    const stuck = Array.from({ length: 17 }, () =>
      describeWith(converters, endless, 'a', giveUp.signal),
    );
    expect(await describeWith(converters, good, 'b')).toMatchObject({ width: 300 });
    await expect(describeWith(converters, good, 'a')).rejects.toBeInstanceOf(QueueFullError);
    giveUp.abort(new Error('enough'));
    const results = await Promise.allSettled(stuck);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(await describeWith(converters, good, 'a')).toMatchObject({ width: 300 });
    await converters.close();
  });
});
