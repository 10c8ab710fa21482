import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;
const PAGE_BYTES = 4_096;
/** Position of the user time behind the name of the process in `/proc/PID/stat`; the system time follows it. */
const USER_TICKS_AT = 11;

export interface CpuTime {
  readonly userMs: number;
  readonly systemMs: number;
}

/** Processor time that all threads of the process have used so far (Linux). */
export async function cpuTimeOf(pid: number): Promise<CpuTime> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  // The second field is the name of the process in parentheses, which may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    userMs: Number(fields[USER_TICKS_AT]) * TICK_MS,
    systemMs: Number(fields[USER_TICKS_AT + 1]) * TICK_MS,
  };
}

export async function cpuMsOf(pid: number): Promise<number> {
  const { userMs, systemMs } = await cpuTimeOf(pid);
  return userMs + systemMs;
}

/** Resident memory (Linux). */
export async function rssBytesOf(pid: number): Promise<number> {
  const [, pages] = (await readFile(`/proc/${pid}/statm`, 'latin1')).split(' ');
  return Number(pages) * PAGE_BYTES;
}
