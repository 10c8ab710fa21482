/** The order of the levels, whose names are in the lines of the processes. */
export const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export type Level = keyof typeof LEVELS;

/** Makes a line of the merged log from a line of one process: JSON with the name of the process in front. */
export function mergeLine(service: string, line: string, level: Level): string {
  const mark = `"service":${JSON.stringify(service)}`;
  if (line.startsWith('{"') && line.endsWith('}')) return `{${mark},${line.slice(1)}`;
  const rest = JSON.stringify({ level, time: new Date().toISOString(), msg: line });
  return `{${mark},${rest.slice(1)}`;
}

/** Postgres and Redis write plain text. Ordinary lines go to the file alone. */
export function levelOfServerLine(line: string): Level {
  if (/\b(PANIC|FATAL|Fatal|ERROR)\b/.test(line)) return 'error';
  return /\bWARNING\b/.test(line) ? 'warn' : 'debug';
}

/** The rank of the level of a merged line. An unknown level counts as info. */
export function rankOf(mergedLine: string): number {
  const name = /"level":"(\w+)"/.exec(mergedLine)?.[1] ?? '';
  return name in LEVELS ? LEVELS[name as Level] : LEVELS.info;
}

/** The reason for the end of a process: its last error line, or its last plain text. */
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
    const entry = JSON.parse(line) as { level?: string; msg?: string; err?: { message?: string } };
    if (entry.level !== 'error' && entry.level !== 'fatal') return undefined;
    return entry.err?.message ?? entry.msg;
  } catch {
    return undefined;
  }
}
