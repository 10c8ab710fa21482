import { spawn } from 'node:child_process';
import { type Socket } from 'node:net';

/**
 * Reads the process id, then waits. A further line says the process is gone; the end of the pipe
 * without one says that we are: the kernel closes it however we died, kill -9 included.
 */
const SCRIPT = `
read -r pid || exit 0
read -r _ && exit 0
kill -s "$1" "$pid" 2>/dev/null || exit 0
left=$2
while [ "$left" -gt 0 ] && kill -0 "$pid" 2>/dev/null; do sleep 1; left=$((left - 1)); done
kill -s KILL "$pid" 2>/dev/null
`;

export interface Guard {
  /** Call it in the same tick as the spawn: until then nothing is guarded. */
  watch(pid: number): void;
  /** Call it once the process has ended: its id may be given to another from then on. */
  release(): void;
}

/**
 * A tiny shell that ends one process when this one has died. Open it before the spawn, so that
 * there is no moment in which the child runs without it. `signal` first, SIGKILL after `graceSeconds`.
 */
export function openGuard(signal: 'INT' | 'TERM', graceSeconds: number): Guard {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'starling-guard', signal, String(graceSeconds)], {
    // Its own session: a Ctrl-C for the terminal's group must not end the guard.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const pipe = shell.stdin;
  shell.on('error', () => undefined);
  pipe.on('error', () => undefined);
  shell.unref();
  (pipe as Partial<Socket>).unref?.();
  return {
    watch: (pid) => void pipe.write(`${pid}\n`),
    release: () => void pipe.end('gone\n'),
  };
}
