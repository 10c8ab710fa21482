import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Answer, type Call, type Calls } from './serve-calls.js';

/** A process of the benchmark that answers calls. It ends when the parent ends, in whatever way. */
export interface Worker<Served extends Calls> {
  readonly pid: number;
  call<Name extends keyof Served & string>(
    name: Name,
    ...args: Parameters<Served[Name]>
  ): Promise<Awaited<ReturnType<Served[Name]>>>;
  stop(): Promise<void>;
}

/** The last statement of the file must be `serveCalls(…)`. */
export function startWorker<Served extends Calls>(file: URL, preload?: URL): Worker<Served> {
  const child = fork(fileURLToPath(file), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: preload ? ['--import', preload.href] : [],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', () => {
    for (const [id, onAnswer] of waiting) onAnswer({ id, error: `${file.pathname} ended` });
  });
  return {
    pid: child.pid as number,
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, ({ error, value }) => {
          if (error === undefined) resolve(value as never);
          else reject(new Error(error));
        });
        // A worker that has ended does not answer any more.
        child.send({ id: lastId, name, args } satisfies Call, (error) => {
          if (error) reject(new Error(`${file.pathname} has ended.`));
        });
      }),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
