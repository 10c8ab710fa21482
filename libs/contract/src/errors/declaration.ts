/** Clients match status and text exactly. */
export interface ErrorDeclaration<Params = void> {
  readonly status: number;
  readonly text: (params: Params) => string;
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

export interface Reason {
  readonly reason: string;
}

export const fixed = (status: number, text: string): ErrorDeclaration => ({
  status,
  text: () => text,
});

const RETRY_AFTER_SECONDS = 2;

/** 503 of a process that has no room at the moment. Nothing was done, and the client may try again soon. */
export const busy = (text: string): ErrorDeclaration => ({
  ...fixed(503, text),
  retryAfterSeconds: RETRY_AFTER_SECONDS,
});

export const worded = <Params>(
  status: number,
  text: (params: Params) => string,
): ErrorDeclaration<Params> => ({ status, text });

/** 500 of an act that the database or the engine refused: `Failed to <act>: <reason>`. */
export const failed = (act: string): ErrorDeclaration<Reason> =>
  worded(500, ({ reason }) => `Failed to ${act}: ${reason}`);
