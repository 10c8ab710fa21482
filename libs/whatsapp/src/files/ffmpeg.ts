import { type ChildProcess, spawn } from 'node:child_process';
import { spawnLimited } from './limited-process.js';

const LOOK_LIMIT_MS = 60_000;
/** A picture of a film in the highest resolution that phones record takes some hundred megabytes. */
const MEMORY_MIB = 768;

/**
 * What it may take a file for. Playlists are not among them: they make it open other files and addresses, which a
 * stranger would choose.
 */
const FORMATS = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'ogg',
  'mp3',
  'wav',
  'w64',
  'flac',
  'aac',
  'amr',
  'aiff',
  'asf',
  'caf',
  'avi',
  'flv',
  'mpeg',
  'mpegts',
  'ape',
  'wv',
  'au',
].join(',');

let known: Promise<boolean> | undefined;

/** Whether the machine has it: looked for once. */
export const hasFfmpeg = (): Promise<boolean> =>
  (known ??= ends(spawn('ffmpeg', ['-version'], { stdio: 'ignore', timeout: LOOK_LIMIT_MS })));

/**
 * `path` is read, and what is made of it goes where `args` say; `onOutput` gets what goes to `pipe:1`, piece by piece.
 * False: it is not there, it could not do it, or the signal killed it. Nothing of it runs any more then.
 */
export async function ffmpeg(
  path: string,
  args: readonly string[],
  signal: AbortSignal,
  onOutput: (bytes: Buffer) => void = () => undefined,
): Promise<boolean> {
  if (!(await hasFfmpeg()) || signal.aborted) return false;
  const quiet = ['-nostdin', '-loglevel', 'error', '-y', '-threads', '1'];
  const input = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS, '-i', path];
  const child = spawnLimited('ffmpeg', [...quiet, ...input, ...args], MEMORY_MIB, {
    signal,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout?.on('data', onOutput);
  return ends(child);
}

/** Resolves when nothing of it runs any more. */
const ends = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    child.once('error', () => {
      if (child.pid === undefined) resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
