import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The other process. It ends with the channel between us, however we end. */
export async function startWorker(file: URL, args: readonly string[]) {
  const child = fork(fileURLToPath(file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const id = await Promise.race([firstMessage(child), ended.then(() => undefined)]);
  if (id === undefined) throw new Error('The worker of the benchmark did not start.');
  return {
    id,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}

async function firstMessage(child: ChildProcess): Promise<string> {
  const [id] = (await once(child, 'message')) as [string];
  return id;
}
