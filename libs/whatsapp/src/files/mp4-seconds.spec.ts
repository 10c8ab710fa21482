import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mp4 } from '../testing/sample-files.js';
import { readMp4Seconds } from './mp4-seconds.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'films-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function secondsOf(bytes: Buffer | string): Promise<number | undefined> {
  const path = join(folder, 'film');
  await writeFile(path, bytes);
  return readMp4Seconds(path);
}

/** Bytes of any film: a box with a 64-bit length. */
const long = Buffer.from('\0\0\0\u0001mdat\0\0\0\0\0\0\0\u0014data', 'latin1');

describe('The duration of a film', () => {
  it('is what its header says', async () => {
    expect(await secondsOf(mp4(7))).toBe(7);
  });

  it('is found behind the pictures', async () => {
    const film = mp4(7);
    expect(await secondsOf(Buffer.concat([film.subarray(0, 24), long, film.subarray(24)]))).toBe(7);
  });

  it.each([
    ['says nothing', mp4(0)],
    ['is cut off', mp4(7).subarray(0, 40)],
    ['is something else', 'hello, this is no film at all'],
    ['is empty', ''],
    ['is made of boxes without a length', Buffer.from('\0\0\0\u0004free'.repeat(9), 'latin1')],
  ])('is unknown when it %s', async (_, bytes) => {
    expect(await secondsOf(bytes)).toBeUndefined();
  });
});
