import {
  ERRORS,
  isErrorCode,
  type ErrorCode,
  type ErrorDeclaration,
  type FailureCode,
  type ParamsArgument,
} from './catalogue.js';

/** The only error that handlers throw on purpose; it has a declared code. Any other error is a bug and becomes a 500. */
export class ContractError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly params: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: Code,
    ...[params]: ParamsArgument<Code>
  ) {
    super(textOf(code, params));
    this.name = 'ContractError';
    this.params = { ...(params as object | undefined) };
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryAfterSeconds(): number | undefined {
    return (ERRORS[this.code] as ErrorDeclaration<never>).retryAfterSeconds;
  }

  /** The error of an act that failed. A code with a fixed text drops the reason. */
  static ofFailure(code: FailureCode, reason: string): ContractError {
    return new ContractError(code, ...([{ reason }] as unknown as ParamsArgument<typeof code>));
  }

  /** Rebuilds an error that another process threw. Returns undefined for a code that only a newer version knows. */
  static fromWire(
    code: string,
    params: Readonly<Record<string, unknown>>,
  ): ContractError | undefined {
    if (!isErrorCode(code)) return undefined;
    return new ContractError(code, ...([params] as unknown as ParamsArgument<typeof code>));
  }
}

function textOf(code: ErrorCode, params: unknown): string {
  return (ERRORS[code].text as (params: unknown) => string)(params);
}
