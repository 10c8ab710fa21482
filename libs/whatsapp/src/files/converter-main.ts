import { runInBackground } from '@starling/platform';
/*
 * The program of a converter process: it reads strangers' pictures and sounds, so that what they do to a decoder
 * happens here and not in a process that holds connections. It takes one task at a time from its parent and ends with
 * it. It imports nothing of ours, because specs run it from its source.
 */
import sharp, { type Sharp } from 'sharp';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  /** JPEG, as base64. */
  readonly thumbnail: string;
}

/** What the headers of a sound or a video say. */
export interface Track {
  readonly durationSeconds: number | undefined;
  readonly isOpus: boolean;
  readonly isMono: boolean;
}

/** What can be asked for, and what comes back when the file can be read. */
export interface ConverterTasks {
  readonly describePicture: { readonly task: { path: string }; readonly result: Picture };
  /** As WebP of 512×512, proportions kept on a transparent ground; a moving picture stays one. */
  readonly makeSticker: {
    readonly task: { path: string; to: string; maxBytes: number };
    readonly result: { isSmallEnough: boolean };
  };
  /** A JPEG to stand beside a link, as base64. */
  readonly linkThumbnail: { readonly task: { path: string }; readonly result: string };
  readonly readTrack: { readonly task: { path: string }; readonly result: Track };
}

export type TaskName = keyof ConverterTasks;

/** Of all frames together. A file of more would be a trap: some bytes that unfold into gigabytes. */
const MAX_PIXELS = 64 * 1024 * 1024;
const THUMBNAIL_PIXELS = 32;
const LINK_PIXELS = 192;
const STICKER_PIXELS = 512;
const TRANSPARENT = { r: 0, g: 0, b: 0, alpha: 0 };
/** Tried one after the other until it is small enough: long moving pictures need it. */
const STICKER_QUALITIES = [80, 50, 20];

sharp.concurrency(1);
// Its own cache holds what is never asked for again.
sharp.cache(false);
// The other readers are large and seldom used: documents, vector graphics, formats of laboratories.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((one) => `VipsForeignLoad${one}`),
});

const open = (path: string, animated = false): Sharp =>
  sharp(path, { animated, limitInputPixels: MAX_PIXELS });

type Tasks = {
  [Name in TaskName]: (
    task: ConverterTasks[Name]['task'],
  ) => Promise<ConverterTasks[Name]['result']>;
};

const TASKS: Tasks = {
  async describePicture({ path }) {
    const picture = open(path);
    const { autoOrient, pages = 1 } = await picture.metadata();
    const small = picture.autoOrient().resize(THUMBNAIL_PIXELS).flatten({ background: 'white' });
    const thumbnail = (await small.jpeg({ quality: 50 }).toBuffer()).toString('base64');
    return { ...autoOrient, isAnimated: pages > 1, thumbnail };
  },

  async makeSticker({ path, to, maxBytes }) {
    for (const quality of STICKER_QUALITIES) {
      const { size } = await open(path, true)
        .autoOrient()
        .resize(STICKER_PIXELS, STICKER_PIXELS, { fit: 'contain', background: TRANSPARENT })
        .webp({ quality, effort: 3 })
        .toFile(to);
      if (size <= maxBytes) return { isSmallEnough: true };
    }
    return { isSmallEnough: false };
  },

  async linkThumbnail({ path }) {
    const picture = open(path)
      .autoOrient()
      .resize({ width: LINK_PIXELS, height: LINK_PIXELS, fit: 'inside', withoutEnlargement: true });
    const jpeg = await picture.flatten({ background: 'white' }).jpeg({ quality: 60 }).toBuffer();
    return jpeg.toString('base64');
  },

  async readTrack({ path }) {
    const { parseFile } = await import('music-metadata');
    const { format } = await parseFile(path, { duration: true, skipCovers: true });
    const { duration, codec, container, numberOfChannels } = format;
    return {
      // Phones show at least one.
      durationSeconds: duration === undefined ? undefined : Math.max(1, Math.round(duration)),
      isOpus: /opus/i.test(codec ?? '') && /ogg/i.test(container ?? ''),
      isMono: numberOfChannels === 1,
    };
  },
};

interface Message {
  readonly name: TaskName;
  readonly task: unknown;
}

async function answer({ name, task }: Message): Promise<void> {
  try {
    process.send?.({ result: await TASKS[name](task as never) });
  } catch {
    process.send?.({});
  }
}

process.on('message', (message: Message) =>
  runInBackground('answer a conversion', answer(message)),
);
process.on('disconnect', () => process.exit());
// A terminal interrupts all processes of its group: the parent decides when this one ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
