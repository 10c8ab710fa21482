import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Converters } from '../../files/converters.js';
import { contentOf, saidOf } from '../../testing/composed.js';
import { gif, picture } from '../../testing/sample-files.js';
import { composeText } from './text.js';

describe('A text', () => {
  const written = 'https://x.example/menu.';
  const text = `Look: ${written}`;

  it('shows what its link leads to', async () => {
    const thumbnail = Buffer.from('a picture');
    const said = { url: 'https://x.example/menu', title: 'Menu', description: 'All day' };
    const composed = composeText(text, [], { ...said, written, thumbnail });
    expect((await contentOf(composed)).extendedTextMessage).toMatchObject({
      text,
      matchedText: written,
      title: 'Menu',
      description: 'All day',
      jpegThumbnail: thumbnail.toString('base64'),
    });
    expect(await saidOf(composed)).toMatchObject({ messageType: 'text', content: text });
  });

  it('shows nothing else than itself without one', async () => {
    const { extendedTextMessage } = await contentOf(composeText(text, [], undefined));
    expect(extendedTextMessage).toEqual({ text });
  });
});

describe('The picture of a link', () => {
  const { signal } = new AbortController();
  const converters = new Converters();
  let folder: string;

  const thumbnailOf = (path: string) =>
    converters.run('acme', signal, (converter) => converter.linkThumbnail(path));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thumbnail-'));
  });

  afterAll(async () => {
    await converters.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['wide', () => picture('png', 400, 300), 192, 144],
    ['high', () => picture('webp', 300, 600), 96, 192],
    ['small', () => picture('jpeg', 100, 50), 100, 50],
    ['moving', () => gif(3, 400, 400), 192, 192],
  ])('that is %s becomes a small JPEG', async (name, make, width, height) => {
    const path = join(folder, name);
    await writeFile(path, await make());
    expect(await sharp(await thumbnailOf(path)).metadata()).toMatchObject({
      format: 'jpeg',
      width,
      height,
    });
  });

  it('is none when nobody can read it', async () => {
    const path = join(folder, 'text');
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await thumbnailOf(path)).toBeUndefined();
  });
});
