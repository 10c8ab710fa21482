import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setInterval, clearInterval } from 'node:timers';

const POLL_MS = 250;

/**
 * npm runs a script through a shell that passes no signal on: whoever ends npm would leave us
 * behind. So when npm or its shell is gone, `onGone` is called. Not to be used without npm: a
 * daemon rightly outlives the shell it was started from.
 */
export function watchNpm(onGone: () => void): void {
  const parent = process.ppid;
  const shell = describeProcess(parent);
  // Where the shell is dash or bash with exec, npm itself is the parent.
  const npm = /(^|\/)-?(ba|da|z|a)?sh$/.test(shell.command) ? shell.parent : parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
}

function describeProcess(pid: number): { parent: number; command: string } {
  // A bare machine may lack ps; one without /proc has it.
  const stat = existsSync(`/proc/${pid}/stat`)
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^\d+ \((.*)\) \S+ (\d+).*$/s, '$2 $1')
    : execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)])
        .toString()
        .trim();
  const [parent = '', ...command] = stat.split(/\s+/);
  return { parent: Number(parent), command: command.join(' ') };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
