import { readFile } from 'node:fs/promises';

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;
const USER_TICKS_AT = 11;

export interface CpuTime {
  readonly userMs: number;
  readonly systemMs: number;
}

/** What the kernel says that a process has used so far (Linux). */
export async function cpuTime(pid: number): Promise<CpuTime> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  // The second field is the name in parentheses, and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    userMs: Number(fields[USER_TICKS_AT]) * TICK_MS,
    systemMs: Number(fields[USER_TICKS_AT + 1]) * TICK_MS,
  };
}

export async function residentKb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
}
