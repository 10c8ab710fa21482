import { type Operation, type ReplyOf } from '@starling/contract';
import { UsageError } from './usage-error.js';

export interface Flag {
  readonly name: string;
  /** The name of its value in the help. A flag without it takes no value. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly summary: string;
}

export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The parts of a request that the operation does not declare. */
export interface OperatorRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A command calls one operation of the operator API. */
export interface Command<O extends Operation = Operation> {
  readonly words: readonly string[];
  /** The name, in the help, of the argument that must follow the words. */
  readonly operand?: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly operation: O;
  /** Throws `UsageError`. */
  request(operand: string, flags: FlagValues): OperatorRequest;
  /** Makes text for people. */
  render(reply: ReplyOf<O>): string;
}

/** Checks the types of a command against its own operation, so that one list can hold all commands. */
export const command = <O extends Operation>(definition: Command<O>): Command => definition;

export const textOf = (flags: FlagValues, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};

export const textsOf = (flags: FlagValues, name: string): readonly string[] | undefined => {
  const value = flags[name];
  return typeof value === 'object' ? value : undefined;
};

/** `none` removes a limit. */
export function countOf(flags: FlagValues, name: string): number | null | undefined {
  const text = textOf(flags, name);
  if (text === undefined) return undefined;
  if (text === 'none') return null;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} must be a whole number or none.`);
  return Number(text);
}
