import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** No sound that WhatsApp takes needs longer. */
const LIMIT_MS = 60_000;

let known: Promise<boolean> | undefined;

/** Whether the machine has it: looked for once. */
export const hasFfmpeg = (): Promise<boolean> => (known ??= answers());

async function answers(): Promise<boolean> {
  try {
    const [code] = (await once(spawn('ffmpeg', ['-version'], { stdio: 'ignore' }), 'close')) as [
      number,
    ];
    return code === 0;
  } catch {
    return false;
  }
}

/** Hands over what it writes to its output, piece by piece. False: it could not do it. */
export async function ffmpeg(
  args: readonly string[],
  onOutput: (bytes: Buffer) => void = () => undefined,
): Promise<boolean> {
  const child = spawn('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  child.stdout.on('data', onOutput);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
