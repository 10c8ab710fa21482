import { BaseRpcContext } from '@nestjs/microservices';
import { type CommandHeader } from './command-wire.js';

/** What a handler may know besides the body: `@Ctx() context: CommandContext`. */
export class CommandContext extends BaseRpcContext<[CommandHeader]> {
  constructor(
    readonly command: CommandHeader,
    /**
     * Aborts at the deadline, when the caller cancels, and when the process can wait no longer; its reason is a
     * `CommandAborted`.
     */
    readonly signal: AbortSignal,
  ) {
    super([command]);
  }
}
