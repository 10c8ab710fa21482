import { availableParallelism } from 'node:os';
import { FairQueue, runInBackground } from '@starling/platform';
import { type Picture, type Track } from './converter-main.js';
import { ConverterProcess } from './converter-process.js';
import { ffmpeg } from './ffmpeg.js';

/** Each takes a core and up to some hundred megabytes. */
const MAX_RUNNING = Math.min(4, Math.max(2, availableParallelism()));
/** Of one account: the next ones are refused, and its other requests keep their memory and disk. */
const MAX_WAITING = 16;
/** All conversions of one file together, from its beginning; the time in the queue does not count. */
const BUDGET_MS = 30_000;
const IDLE_MS = 30_000;

/** The conversions of one file while it has its place. Undefined or false: impossible, or out of time. */
export interface FileConverter {
  describePicture(path: string): Promise<Picture | undefined>;
  makeSticker(
    path: string,
    to: string,
    maxBytes: number,
  ): Promise<{ readonly isSmallEnough: boolean } | undefined>;
  /** A JPEG to stand beside a link. */
  linkThumbnail(path: string): Promise<Buffer | undefined>;
  readTrack(path: string): Promise<Track | undefined>;
  ffmpeg(
    path: string,
    args: readonly string[],
    onOutput?: (bytes: Buffer) => void,
  ): Promise<boolean>;
}

/**
 * Everything that reads or converts pictures, sounds and videos goes through here: in processes of their own with
 * little memory and low priority, shared fairly between accounts. Processes that have nothing to do end after a while.
 */
export class Converters {
  private readonly queue: FairQueue;
  private readonly idle = new Map<ConverterProcess, NodeJS.Timeout>();

  constructor(
    private readonly budgetMs = BUDGET_MS,
    maxRunning = MAX_RUNNING,
  ) {
    this.queue = new FairQueue({
      maxRunning,
      maxRunningPerKey: Math.max(1, maxRunning - 1),
      maxWaitingPerKey: MAX_WAITING,
    });
  }

  /** Throws `QueueFullError` when the account has too much waiting, and the reason of the signal once it aborts. */
  run<Result>(
    account: string,
    signal: AbortSignal,
    work: (converter: FileConverter) => Promise<Result>,
  ): Promise<Result> {
    return this.queue.run(account, signal, async () => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(this.budgetMs)]);
      let used: ConverterProcess | undefined;
      const converterProcess = () => (used = used?.isUsable ? used : this.takeProcess());
      try {
        const result = await work(converterWith(converterProcess, limited));
        signal.throwIfAborted();
        return result;
      } finally {
        this.giveBack(used);
      }
    });
  }

  async close(): Promise<void> {
    const processes = [...this.idle.keys()];
    for (const timer of this.idle.values()) clearTimeout(timer);
    this.idle.clear();
    await Promise.all(processes.map((one) => one.end()));
  }

  private takeProcess(): ConverterProcess {
    for (const [known, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(known);
      if (known.isUsable) return known;
    }
    return new ConverterProcess();
  }

  private giveBack(used: ConverterProcess | undefined): void {
    if (!used?.isUsable) return;
    const end = () => {
      this.idle.delete(used);
      runInBackground('end a converter', used.end());
    };
    this.idle.set(used, setTimeout(end, IDLE_MS).unref());
  }
}

const converterWith = (
  converterProcess: () => ConverterProcess,
  signal: AbortSignal,
): FileConverter => ({
  describePicture: (path) => converterProcess().run('describePicture', { path }, signal),
  makeSticker: (path, to, maxBytes) =>
    converterProcess().run('makeSticker', { path, to, maxBytes }, signal),
  linkThumbnail: async (path) => {
    const base64 = await converterProcess().run('linkThumbnail', { path }, signal);
    return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
  },
  readTrack: (path) => converterProcess().run('readTrack', { path }, signal),
  ffmpeg: (path, args, onOutput) => ffmpeg(path, args, signal, onOutput),
});
