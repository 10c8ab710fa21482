import { execFileSync } from 'node:child_process';
import { existsSync, readlinkSync, realpathSync } from 'node:fs';

/**
 * Whether `pid` is a server that runs in `directory`. The id alone is no proof: after a crash or a restart of the
 * machine another process may have the same id.
 */
export function runsIn(pid: number, directory: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    if (existsSync('/proc/self/cwd')) {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
    }
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)]).toString();
    return /postgres|redis|valkey/.test(command);
  } catch {
    return false;
  }
}
