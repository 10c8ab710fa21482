/** What the gateway says beside the body of a command that sends. */
interface Reserved {
  readonly messageId: string;
  /** It was asked for before, of a worker that died or fell silent: perhaps it is sent already. */
  readonly isRepeated: boolean;
}

/** A command that sends one message, as a handler gets it. */
export interface SendingCommand<Body> {
  readonly body: Body;
  readonly reserved: Reserved;
}
