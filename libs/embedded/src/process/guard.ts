import { spawn } from 'node:child_process';
import { type Socket } from 'node:net';

/**
 * Reads the process id, then waits for a second line. The line means that the guarded process has ended. The end of the
 * pipe without that line means that the parent has ended: the kernel closes the pipe also after kill -9.
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
  /** The process is guarded from this call on; call it in the same tick as the spawn. */
  watch(pid: number): void;
  /** Call it once the process has ended: the kernel may give its id to another process from then on. */
  release(): void;
}

/**
 * Starts a small shell that ends a child process when this process has ended: first with `signal`, after `graceSeconds`
 * with SIGKILL. Open the guard before the spawn, so that the child never runs without it.
 */
export function openGuard(signal: 'INT' | 'TERM', graceSeconds: number): Guard {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'starling-guard', signal, String(graceSeconds)], {
    // A session of its own: Ctrl-C in the terminal must not end the guard.
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
