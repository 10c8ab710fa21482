import { type FileConverter } from './converters.js';
import { Loudness } from './loudness.js';

export const VOICE_MIME_TYPE = 'audio/ogg; codecs=opus';

/** Loudness is measured at the rate of a telephone. */
const MEASURED_HZ = 8_000;

/** OGG with Opus, mono, as phones record it. False: there is no converter, or it could not read the sound. */
export function convertToVoiceNote(
  from: string,
  to: string,
  converter: FileConverter,
): Promise<boolean> {
  const opus = ['-c:a', 'libopus', '-b:a', '32k', '-application', 'voip'];
  const mono = ['-map', '0:a:0', '-map_metadata', '-1', '-ac', '1', '-ar', '48000'];
  return converter.ffmpeg(from, [...mono, ...opus, '-f', 'ogg', to]);
}

/** Sixty-four bars from 0 to 100. Undefined: this machine has no converter, or it cannot read the sound. */
export async function measureWaveform(
  path: string,
  converter: FileConverter,
): Promise<Uint8Array | undefined> {
  const loudness = new Loudness(MEASURED_HZ);
  const pcm = ['-map', '0:a:0', '-ac', '1', '-ar', String(MEASURED_HZ), '-f', 's16le', 'pipe:1'];
  const isRead = await converter.ffmpeg(path, pcm, (bytes) => loudness.hear(bytes));
  return isRead ? loudness.bars() : undefined;
}
