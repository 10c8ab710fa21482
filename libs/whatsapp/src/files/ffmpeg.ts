import { spawn } from 'node:child_process';
import { Turns } from './turns.js';

/** No file that WhatsApp takes needs longer. */
const LIMIT_MS = 60_000;

/** It takes a core and some fifty megabytes each time. */
const turns = new Turns(2);

/**
 * What it may take a file for. Playlists are not among them: they make it open other files and addresses, which a
 * stranger would choose.
 */
const FORMATS = [
  ...['mov,mp4,m4a,3gp,3g2,mj2', 'matroska,webm', 'ogg', 'mp3', 'wav', 'w64', 'flac', 'aac', 'amr'],
  ...['aiff', 'asf', 'caf', 'avi', 'flv', 'mpeg', 'mpegts', 'ape', 'wv', 'au'],
].join(',');

let known: Promise<boolean> | undefined;

/** Whether the machine has it: looked for once. */
export const hasFfmpeg = (): Promise<boolean> =>
  (known ??= ends(spawn('ffmpeg', ['-version'], { stdio: 'ignore', timeout: LIMIT_MS })));

/**
 * `path` is read, and what is made of it goes where `args` say; `onOutput` gets what goes to `pipe:1`, piece by piece.
 * False: it is not there, or it could not do it. Killed when `signal` aborts, which is thrown.
 */
export async function ffmpeg(
  path: string,
  args: readonly string[],
  signal: AbortSignal,
  onOutput: (bytes: Buffer) => void = () => undefined,
): Promise<boolean> {
  if (!(await hasFfmpeg())) return false;
  return turns.run(signal, async () => {
    const quiet = ['-nostdin', '-loglevel', 'error', '-y', '-threads', '1'];
    const input = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS, '-i', path];
    const child = spawn('ffmpeg', [...quiet, ...input, ...args], {
      ...{ signal, timeout: LIMIT_MS, killSignal: 'SIGKILL' as const },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.on('data', onOutput);
    const isDone = await ends(child);
    signal.throwIfAborted();
    return isDone;
  });
}

/** Resolves when nothing of it runs any more. */
const ends = (child: ReturnType<typeof spawn>): Promise<boolean> =>
  new Promise((resolve) => {
    child.once('error', () => {
      if (child.pid === undefined) resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
