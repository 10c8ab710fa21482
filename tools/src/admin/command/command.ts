import { type Operation, type ReplyOf } from '@starling/contract';
import { UsageError } from './usage-error.js';

export interface Flag {
  readonly name: string;
  /** How its value is called in the help; absent: it has none. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly summary: string;
}

export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a request of the operator API is made of, beside what its operation declares. */
export interface OperatorRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** One command of the command line: one operation of the operator API. */
export interface Command<O extends Operation = Operation> {
  readonly words: readonly string[];
  /** What has to follow the words, as the help calls it. */
  readonly operand?: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly operation: O;
  /** Throws `UsageError`. */
  request(operand: string, flags: FlagValues): OperatorRequest;
  /** For a person. */
  render(reply: ReplyOf<O>): string;
}

/** Lets each command know its own reply, and a list hold all of them. */
export const command = <O extends Operation>(definition: Command<O>): Command => definition;

export const textOf = (flags: FlagValues, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};

export const textsOf = (flags: FlagValues, name: string): readonly string[] | undefined => {
  const value = flags[name];
  return typeof value === 'object' ? value : undefined;
};

/** `none` takes a limit away. */
export function countOf(flags: FlagValues, name: string): number | null | undefined {
  const text = textOf(flags, name);
  if (text === undefined) return undefined;
  if (text === 'none') return null;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} must be a whole number or none.`);
  return Number(text);
}
