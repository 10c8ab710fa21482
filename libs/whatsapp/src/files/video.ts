import { type FileConverter } from './converters.js';
import { readMp4Seconds } from './mp4-seconds.js';

/** Facts about a video; parts that this machine cannot find out are undefined. */
export interface Video {
  readonly durationSeconds: number | undefined;
  /** JPEG of its first picture, as base64. */
  readonly thumbnail: string | undefined;
}

export async function readVideo(path: string, converter: FileConverter): Promise<Video> {
  const pieces: Buffer[] = [];
  const first = ['-frames:v', '1', '-vf', 'scale=32:-2', '-f', 'mjpeg', 'pipe:1'];
  await converter.ffmpeg(path, first, (bytes) => pieces.push(bytes));
  const thumbnail = Buffer.concat(pieces).toString('base64') || undefined;
  const seconds = await readMp4Seconds(path);
  if (seconds !== undefined)
    return { thumbnail, durationSeconds: Math.max(1, Math.round(seconds)) };
  const track = await converter.readTrack(path);
  return { thumbnail, durationSeconds: track?.durationSeconds };
}
