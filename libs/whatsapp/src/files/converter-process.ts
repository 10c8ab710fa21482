import { runInBackground } from '@starling/platform';
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ConverterTasks, type TaskName } from './converter-main.js';
import { spawnLimited } from './limited-process.js';

/**
 * The largest picture that is read at all takes 400 MiB. Node reserves 512 MiB for compiled code that it never touches,
 * and the limit counts them.
 */
const MEMORY_MIB = 1_280;
const FLAGS = ['--max-old-space-size=128'];
/** Beside this file: compiled as it is, or as source. */
const PROGRAM = fileURLToPath(
  new URL(`./converter-main${extname(import.meta.url)}`, import.meta.url),
);

interface Reply<Name extends TaskName> {
  /** Absent: the file cannot be read. */
  readonly result?: ConverterTasks[Name]['result'];
}

/**
 * A process that converts files, one at a time. Whatever ends it, a decoder that crashes, the memory limit or an
 * aborted signal, fails the file in hand and nothing else; it must not be used again then.
 */
export class ConverterProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(memoryMib = MEMORY_MIB) {
    this.child = spawnLimited(process.execPath, [...FLAGS, PROGRAM], memoryMib, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('error', () => undefined);
    this.ended = once(this.child, 'close').catch(() => undefined);
    this.keepParentAlive(false);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isUsable(): boolean {
    return this.child.connected && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Undefined: the file cannot be read, the process ended over it, or the signal came first. */
  async run<Name extends TaskName>(
    name: Name,
    task: ConverterTasks[Name]['task'],
    signal: AbortSignal,
  ): Promise<ConverterTasks[Name]['result'] | undefined> {
    if (signal.aborted || !this.isUsable) return undefined;
    this.keepParentAlive(true);
    const kill = () => runInBackground('end a converter', this.end());
    signal.addEventListener('abort', kill, { once: true });
    try {
      const reply = new Promise<Reply<Name>>((resolve) => {
        this.child.once('message', (message) => resolve(message as Reply<Name>));
      });
      this.child.send({ name, task }, () => undefined);
      const first = await Promise.race([reply, this.ended.then((): Reply<Name> => ({}))]);
      return first.result;
    } finally {
      signal.removeEventListener('abort', kill);
      this.child.removeAllListeners('message');
      this.keepParentAlive(false);
    }
  }

  /** Resolves when nothing of it runs any more. */
  async end(): Promise<void> {
    this.keepParentAlive(true);
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private keepParentAlive(isBusy: boolean): void {
    if (isBusy) {
      this.child.ref();
      this.child.channel?.ref();
    } else {
      this.child.unref();
      this.child.channel?.unref();
    }
  }
}
