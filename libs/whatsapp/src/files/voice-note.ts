import { parseFile } from 'music-metadata';
import { ffmpeg, hasFfmpeg } from './ffmpeg.js';
import { Loudness } from './loudness.js';

export const VOICE_MIME_TYPE = 'audio/ogg; codecs=opus';

/** Loudness is measured at the rate of a telephone. */
const MEASURED_HZ = 8_000;

/** OGG with Opus, mono, as phones record it. False: there is no converter, or it could not read the sound. */
export async function convertToVoiceNote(from: string, to: string): Promise<boolean> {
  if (!(await hasFfmpeg())) return false;
  const opus = ['-c:a', 'libopus', '-b:a', '32k', '-application', 'voip'];
  return ffmpeg(['-i', from, '-vn', '-ac', '1', '-ar', '48000', ...opus, '-f', 'ogg', to]);
}

export interface Sound {
  readonly durationSeconds: number | undefined;
  readonly isVoiceFormat: boolean;
}

export async function readSound(path: string): Promise<Sound> {
  try {
    const { format } = await parseFile(path, { duration: true, skipCovers: true });
    const { duration, codec = '', container = '', numberOfChannels } = format;
    const isOpus = /opus/i.test(codec) && /ogg/i.test(container);
    return {
      durationSeconds: duration === undefined ? undefined : Math.max(1, Math.round(duration)),
      isVoiceFormat: isOpus && (numberOfChannels ?? 1) === 1,
    };
  } catch {
    return { durationSeconds: undefined, isVoiceFormat: false };
  }
}

/** Sixty-four bars from 0 to 100. Undefined: nobody here can listen to it. */
export async function measureWaveform(path: string): Promise<Uint8Array | undefined> {
  if (!(await hasFfmpeg())) return undefined;
  const loudness = new Loudness(MEASURED_HZ);
  const pcm = ['-vn', '-ac', '1', '-ar', String(MEASURED_HZ), '-f', 's16le', 'pipe:1'];
  const isRead = await ffmpeg(['-i', path, ...pcm], (bytes) => loudness.hear(bytes));
  return isRead ? loudness.bars() : undefined;
}
