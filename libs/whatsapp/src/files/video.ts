import { ffmpeg } from './ffmpeg.js';
import { readMp4Seconds } from './mp4-seconds.js';
import { readTrack } from './track.js';

/** What is known of a video; each part only when this machine can find it out. */
export interface Video {
  readonly durationSeconds: number | undefined;
  /** JPEG of its first picture, as base64. */
  readonly thumbnail: string | undefined;
}

export async function readVideo(path: string, signal: AbortSignal): Promise<Video> {
  const pieces: Buffer[] = [];
  const first = ['-frames:v', '1', '-vf', 'scale=32:-2', '-f', 'mjpeg', 'pipe:1'];
  await ffmpeg(path, first, signal, (bytes) => pieces.push(bytes));
  const thumbnail = Buffer.concat(pieces).toString('base64') || undefined;
  const seconds = await readMp4Seconds(path);
  if (seconds !== undefined)
    return { thumbnail, durationSeconds: Math.max(1, Math.round(seconds)) };
  const { durationSeconds } = await readTrack(path);
  return { thumbnail, durationSeconds };
}
