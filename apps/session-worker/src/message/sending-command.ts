/** The fields of a sending command beside its body. */
export interface Reserved {
  readonly messageId: string;
  /** The command was given before, to a worker that died or did not answer: the message may be sent already. */
  readonly isRepeated: boolean;
}

/** A command that sends one message, as a handler gets it. */
export interface SendingCommand<Body> {
  readonly body: Body;
  readonly reserved: Reserved;
}
