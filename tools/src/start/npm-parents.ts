import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setInterval, clearInterval } from 'node:timers';

const POLL_MS = 250;

/**
 * npm runs a script through a shell that forwards no signals, so the script would keep running when npm is killed.
 * Calls `onGone` when npm or its shell has ended. Use it under npm only: a daemon must outlive the shell that started
 * it.
 */
export function watchNpm(onGone: () => void): void {
  const parent = process.ppid;
  const shell = describeProcess(parent);
  // A shell that replaces itself by the script (`exec`) leaves npm as the parent.
  const npm = /(^|\/)-?(ba|da|z|a)?sh$/.test(shell.command) ? shell.parent : parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
}

function describeProcess(pid: number): { parent: number; command: string } {
  // A machine without /proc has ps, and a machine without ps has /proc.
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
