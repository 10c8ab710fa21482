import { type IFormat, parseFile } from 'music-metadata';

/** What the headers of a sound or a video say. */
export interface Track {
  readonly durationSeconds: number | undefined;
  readonly isOpus: boolean;
  readonly isMono: boolean;
}

/** Knows nothing of files that it cannot read. */
export async function readTrack(path: string): Promise<Track> {
  const { duration, codec, container, numberOfChannels } = await formatOf(path);
  return {
    // Phones show at least one.
    durationSeconds: duration === undefined ? undefined : Math.max(1, Math.round(duration)),
    isOpus: /opus/i.test(codec ?? '') && /ogg/i.test(container ?? ''),
    isMono: numberOfChannels === 1,
  };
}

async function formatOf(path: string): Promise<Partial<IFormat>> {
  try {
    return (await parseFile(path, { duration: true, skipCovers: true })).format;
  } catch {
    return {};
  }
}
