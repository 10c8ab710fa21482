import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { gif, mp4, noise, opus, picture, wav } from '../testing/sample-files.js';
import { Converters } from './converters.js';
import { hasFfmpeg } from './ffmpeg.js';
import { composeFile } from '../baileys/compose/file.js';
import { type FileToSend, prepareFile } from './prepare-file.js';

/* Real files. What needs ffmpeg is judged by what this machine has: with it converted, without it untouched. */
const WITH_FFMPEG = await hasFfmpeg();
const MIB = 1024 * 1024;
const VOICE = 'audio/ogg; codecs=opus';

const converters = new Converters();
afterAll(() => converters.close());

let folder: string;
let files = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});

afterEach(() => rm(folder, { recursive: true }));

const newPath = () => Promise.resolve(join(folder, String((files += 1))));

const patient = new AbortController().signal;

async function prepared(
  kind: FileToSend['kind'],
  bytes: Buffer | string,
  said: Partial<FileToSend> = {},
  signal = patient,
) {
  const path = await newPath();
  await writeFile(path, bytes);
  const nothing = { mimeType: undefined, fileName: undefined, durationSeconds: undefined };
  const file = { path, kind, ...nothing, caption: '', isVoice: false, waveform: undefined };
  const bench = { newPath, signal, account: 'acme', converters };
  const content = await prepareFile({ ...file, mentions: [], ...said }, bench);
  return { ...composeFile(content), path } as Record<string, unknown> & { path: string };
}

const refusal = (kind: FileToSend['kind'], bytes: Buffer | string) =>
  prepared(kind, bytes).then(
    () => 'taken',
    (error: Error) => `${error.name}: ${error.message}`,
  );

const madeFile = (content: Record<string, unknown>, kind: string): string =>
  (content[kind] as { url: string }).url;

describe('An image', () => {
  it('goes as it is, with its size, a small picture and its words', async () => {
    const sent = await prepared('image', await picture('png'), { caption: 'hi', mentions: ['a'] });
    expect(sent).toMatchObject({
      image: { url: sent.path },
      mimetype: 'image/png',
      width: 300,
      height: 200,
      caption: 'hi',
      mentions: ['a'],
    });
    const thumbnail = Buffer.from(String(sent['jpegThumbnail']), 'base64');
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 32 });
  });

  it('has the size that people see when its camera was turned', async () => {
    const turned = sharp(await picture('jpeg')).withMetadata({ orientation: 6 });
    const sent = await prepared('image', await turned.toBuffer());
    expect(sent).toMatchObject({ width: 200, height: 300 });
  });

  it('that cannot be drawn here still goes, and Baileys does not try', async () => {
    const broken = (await picture('png')).subarray(0, 60);
    const sent = await prepared('image', broken);
    expect(sent).toMatchObject({ mimetype: 'image/png', jpegThumbnail: '' });
  });

  it('keeps the type that its sender gives', async () => {
    const sent = await prepared('image', await picture('webp'), { mimeType: 'image/x' });
    expect(sent['mimetype']).toBe('image/x');
  });
});

describe('A file of another kind than was said', () => {
  it.each<[FileToSend['kind'], string, () => Buffer | string | Promise<Buffer>]>([
    ['image', 'the file is not an image file', () => 'hello'],
    ['image', 'audio/wav is not an image file', () => wav(1, () => 1)],
    ['video', 'image/png is not a video file', () => picture('png')],
    ['audio', 'image/png is not an audio file', () => picture('png')],
    ['audio', 'the file is not an audio file', () => '#EXTM3U\nhttp://127.0.0.1/'],
    ['sticker', 'audio/ogg; codecs=opus is not a picture for a sticker', () => opus(1, 1)],
    ['sticker', 'the file is not a picture for a sticker', () => '<svg/>'],
    ['document', 'the file is empty', () => ''],
  ])('is refused: as %s, %s', async (kind, reason, bytes) => {
    expect(await refusal(kind, await bytes())).toBe(`UnsupportedFileError: ${reason}`);
  });

  it.each([
    ['image', 16, 'an image file'],
    ['video', 64, 'a video file'],
    ['audio', 16, 'an audio file'],
    ['document', 100, 'a document file'],
  ] as const)('is refused as %s above %i MiB', async (kind, limit, words) => {
    const path = await newPath();
    await writeFile(path, '');
    await truncate(path, limit * MIB + 1);
    await expect(prepared(kind, 'x', { path })).rejects.toThrow(
      `${words} may have at most ${limit} MiB`,
    );
  });
});

describe('A document', () => {
  it.each([
    ['named by the URL', 'a,b', { fileName: 'list.csv' }, 'text/csv', 'list.csv'],
    ['known by its bytes', '%PDF-1.7\n', {}, 'application/pdf', 'file.pdf'],
    ['whose type is told', 'a,b', { mimeType: 'text/csv' }, 'text/csv', 'file.csv'],
    ['that nobody knows', 'a,b', {}, 'application/octet-stream', 'file'],
  ])('%s', async (_, bytes, said, mimetype, fileName) => {
    expect(await prepared('document', bytes, said)).toMatchObject({ mimetype, fileName });
  });
});

describe('A voice note', () => {
  it('that is one already goes untouched', async () => {
    const sent = await prepared('audio', opus(3, 1), { isVoice: true, waveform: [1, 100] });
    expect(sent).toMatchObject({
      audio: { url: sent.path },
      mimetype: VOICE,
      ptt: true,
      seconds: 3,
      waveform: Uint8Array.from([1, 100]),
    });
  });

  it('is made of other sounds where ffmpeg is, and sent as it came where it is not', async () => {
    const sent = await prepared(
      'audio',
      wav(2, () => 0.5),
      { isVoice: true },
    );
    expect(sent).toMatchObject({ ptt: true, seconds: 2 });
    expect(sent['mimetype']).toBe(WITH_FFMPEG ? VOICE : 'audio/wav');
    const made = madeFile(sent, 'audio');
    const track = await converters.run('acme', patient, (converter) => converter.readTrack(made));
    expect([track?.isOpus, track?.isMono]).toEqual([WITH_FFMPEG, true]);
    expect((sent['waveform'] as Uint8Array | undefined)?.length).toBe(WITH_FFMPEG ? 64 : undefined);
  });

  it('of two channels is called Opus whether or not it can be made one', async () => {
    const sent = await prepared('audio', opus(1, 2), { isVoice: true });
    expect(sent['mimetype']).toBe(VOICE);
  });

  it('that was given up is not made', async () => {
    const giveUp = new AbortController();
    giveUp.abort(new Error('enough'));
    const sending = prepared('audio', opus(1, 1), { isVoice: true }, giveUp.signal);
    await expect(sending).rejects.toThrow('enough');
  });
});

describe('A sound', () => {
  it('goes as it is, with its duration', async () => {
    const sent = await prepared(
      'audio',
      wav(2, () => 0.5),
    );
    expect(sent).toMatchObject({ mimetype: 'audio/wav', ptt: false, seconds: 2 });
    expect(madeFile(sent, 'audio')).toBe(sent.path);
  });
});

describe('A video', () => {
  it('goes as it is, with its duration, and Baileys looks for nothing', async () => {
    const sent = await prepared('video', mp4(7));
    expect(sent).toMatchObject({ mimetype: 'video/mp4', seconds: 7, jpegThumbnail: '' });
  });
});

describe('A sticker', () => {
  it.each(['png', 'jpeg'] as const)('is made of %s, on a transparent ground', async (format) => {
    const sent = await prepared('sticker', await picture(format));
    expect(sent).toMatchObject({ mimetype: 'image/webp', width: 512, height: 512 });
    expect(sent['isAnimated']).toBe(false);
    const { data } = await sharp(madeFile(sent, 'sticker'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const alphaAt = (x: number, y: number) => data[(y * 512 + x) * 4 + 3];
    expect([alphaAt(256, 20), alphaAt(256, 256), alphaAt(20, 256)]).toEqual([0, 255, 255]);
  });

  it('moves when it is made of a moving GIF', async () => {
    const sent = await prepared('sticker', await gif(3));
    expect(sent).toMatchObject({ width: 512, height: 512, isAnimated: true });
    expect((await sharp(madeFile(sent, 'sticker')).metadata()).pages).toBe(3);
  });

  it('that is WebP goes as it is', async () => {
    const sent = await prepared('sticker', await picture('webp'));
    expect(madeFile(sent, 'sticker')).toBe(sent.path);
    expect(sent).toMatchObject({ width: 300, height: 200 });
  });

  it('that is WebP of more than 1 MiB is refused', async () => {
    expect(await refusal('sticker', await noise(900, 900, 'webp'))).toContain('at most 1 MiB');
  });

  it('of more pixels than anybody looks at is refused unread', async () => {
    const trap = await picture('png', 12_000, 12_000);
    expect(await refusal('sticker', trap)).toContain('the picture cannot be read');
  });
});
