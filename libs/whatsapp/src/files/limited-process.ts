import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { setPriority } from 'node:os';
import { childEnvironment } from './child-environment.config.js';

/** Connections of all accounts come before the conversion of one file. */
const LOW_PRIORITY = 10;
/**
 * Where the system cannot limit memory, the program runs without a limit. When the whole container runs out of memory,
 * the kernel ends this program before the process that holds connections.
 */
const LIMITED = [
  'ulimit -d "$1" 2>/dev/null',
  '{ echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null',
  'shift',
  'exec "$@"',
].join('; ');

/**
 * Starts a program that may use so much memory and not more: beyond it an allocation fails, and the program ends by
 * itself. What follows the program's start has to be watched by the caller: `error` is emitted when it is missing.
 */
export function spawnLimited(
  program: string,
  args: readonly string[],
  memoryMib: number,
  options: SpawnOptions,
): ChildProcess {
  const limitKib = String(memoryMib * 1024);
  const child = spawn('/bin/sh', ['-c', LIMITED, 'sh', limitKib, program, ...args], {
    ...options,
    env: childEnvironment(),
  });
  lowerPriority(child);
  return child;
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, LOW_PRIORITY);
  } catch {
    // The program has ended already, or the system does not let us.
  }
}
