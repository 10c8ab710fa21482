import { runInBackground } from '@starling/platform';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { type Command, type CommandFailure } from './command.js';
import { type Commands } from './commands.js';

/** What `client.send(operation.name, data)` takes. */
export interface AddressedCommand extends Omit<Command, 'operation'> {
  readonly to: string;
}

export class CommandError extends Error {
  constructor(readonly failure: CommandFailure) {
    super(`The command was not answered: ${failure.code}`);
    this.name = 'CommandError';
  }
}

/**
 * Nest's face of `Commands`, for code that speaks `ClientProxy`. The observable errors with a `ContractError` or a
 * `CommandError`; unsubscribing before the reply cancels the command.
 */
export class InboxCommandClient extends ClientProxy {
  constructor(private readonly commands: Commands) {
    super();
  }

  /** The inbox is open as long as the process; there is nothing of one's own to connect or close. */
  connect(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}

  unwrap<T>(): T {
    return this.commands as T;
  }

  protected override publish(
    { pattern, data }: ReadPacket<AddressedCommand>,
    callback: (packet: WritePacket) => void,
  ): () => void {
    const cancellation = new AbortController();
    const { to, ...command } = data;
    runInBackground(
      'send a command',
      this.commands
        .send(to, { ...command, operation: String(pattern) }, cancellation.signal)
        .then((result) => {
          if (result.outcome === 'replied') callback({ response: result.reply, isDisposed: true });
          else if (result.outcome === 'declared') callback({ err: result.error });
          else callback({ err: new CommandError(result.failure) });
        }),
    );
    return () => cancellation.abort();
  }

  /** A command has an owner and a reply: there is nothing to broadcast. */
  protected override dispatchEvent<T>(): Promise<T> {
    return Promise.reject(new Error('The command transport carries commands, not events.'));
  }
}
