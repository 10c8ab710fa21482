import { type Level } from './log-line.js';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that the terminal does not show: every line has them, or the message contains them. */
const LEFT_OUT = new Set([
  'service',
  'level',
  'time',
  'msg',
  'role',
  'process',
  'kind',
  'context',
  'err',
  'stack',
  'requestId',
  'method',
  'route',
  'status',
  'durationMs',
]);

const COLOURS: Readonly<Record<Level, number>> = {
  trace: 90,
  debug: 90,
  info: 32,
  warn: 33,
  error: 31,
  fatal: 31,
};
const DIM = 2;

type Paint = (text: string, colour: number) => string;

const plain: Paint = (text) => text;
const coloured: Paint = (text, colour) => `\u001b[${colour}m${text}\u001b[0m`;

/** Makes a readable line from a merged line of the log. Stacks and rarer fields are only in the file. */
export const readableLine =
  (isColoured: boolean) =>
  (line: string): string => {
    const paint = isColoured ? coloured : plain;
    const fields = parsed(line);
    if (!fields) return `${line}\n`;
    const { service, level, time } = fields;
    const clock = new Date(String(time)).toTimeString().slice(0, 8);
    const colour = COLOURS[level as Level] ?? DIM;
    const head = [clock, paint(String(level).toUpperCase().padEnd(5), colour), String(service)];
    return `${[...head, wordsOf(fields), paint(restOf(fields), DIM)].filter(Boolean).join(' ')}\n`;
  };

function wordsOf({ kind, method, route, status, durationMs, msg, err }: Fields): string {
  if (kind === 'request') return `${method} ${route} ${status} ${durationMs} ms`;
  const reason = (err as { message?: unknown } | undefined)?.message;
  const words = String(msg ?? '').replaceAll(/\s*\n\s*/g, ' ');
  return reason === undefined || reason === msg ? words : `${words}: ${String(reason)}`;
}

const restOf = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');

function parsed(line: string): Fields | undefined {
  try {
    return JSON.parse(line) as Fields;
  } catch {
    return undefined;
  }
}
