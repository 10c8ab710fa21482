declare const credentials: unique symbol;

/** The linked device of one number. Only the engine that made it can read it. */
export interface Credentials {
  readonly [credentials]: true;
}
