/** pino's numbers, which every process of ours writes. */
export const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export type Level = keyof typeof LEVELS;

/** A line of one process as it stands in the one log: JSON, with the process that wrote it. */
export function mergeLine(processName: string, line: string, level: Level): string {
  const mark = `"process":${JSON.stringify(processName)}`;
  if (line.startsWith('{"') && line.endsWith('}')) return `{${mark},${line.slice(1)}`;
  const rest = JSON.stringify({ level: LEVELS[level], time: Date.now(), msg: line });
  return `{${mark},${rest.slice(1)}`;
}

/** Postgres and Redis write prose; what is not alarming there is of interest to the file alone. */
export function levelOfServerLine(line: string): Level {
  if (/\b(PANIC|FATAL|Fatal|ERROR)\b/.test(line)) return 'error';
  return /\bWARNING\b/.test(line) ? 'warn' : 'debug';
}

/** The level written in a merged line. */
export function levelOf(mergedLine: string): number {
  return Number(/"level":(\d+)/.exec(mergedLine)?.[1] ?? LEVELS.info);
}

/** The reason a process gave for its end: its last error line, else the last prose it wrote. */
export function lastReason(lines: readonly string[]): string | undefined {
  for (const line of lines.toReversed()) {
    const reason = reasonIn(line);
    if (reason !== undefined) return reason;
  }
  return lines.findLast((line) => line.trim() !== '' && !/^\s+at |^Node\.js v|^\{/.test(line));
}

function reasonIn(line: string): string | undefined {
  if (!line.startsWith('{'))
    return /^(?:Uncaught )?(?:\w*Error)(?: \[\w+\])?: (.+)$/.exec(line)?.[1];
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if ((entry.level ?? 0) < LEVELS.error) return undefined;
    return entry.err?.message ?? entry.msg;
  } catch {
    return undefined;
  }
}
