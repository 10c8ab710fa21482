import { OPERATIONS, type Operation } from '@starling/contract';
import { operationOf, proveHandlers } from '@starling/platform';
import { Inject, Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { FileReplies } from '../chat/file-replies.js';
import { SessionCommands } from '../commands/session-commands.js';
import { SendCommands } from '../sending/send-commands.js';
import { SendMetrics } from '../sending/send-metrics.js';
import { type Call, type OperationHandler } from '../call/call.js';

export const HANDLER_CLASSES = Symbol('handler classes of the gateway');

/** Gives an operation to its handler here, or sends it to the worker that owns the session. */
@Injectable()
export class OperationDispatch implements OnModuleInit {
  private readonly handlers = new Map<Operation, OperationHandler>();

  constructor(
    @Inject(HANDLER_CLASSES) private readonly classes: readonly Type[],
    private readonly moduleRef: ModuleRef,
    private readonly commands: SessionCommands,
    private readonly sends: SendCommands,
    private readonly files: FileReplies,
    private readonly sendMetrics: SendMetrics,
  ) {}

  onModuleInit(): void {
    proveHandlers(OPERATIONS, 'gateway', this.classes);
    for (const type of this.classes) {
      const handler = this.moduleRef.get<OperationHandler>(type, { strict: false });
      this.handlers.set(operationOf(type) as Operation, handler);
    }
  }

  async act(operation: Operation, call: Call): Promise<unknown> {
    const handler = this.handlers.get(operation);
    if (handler) return handler.act(call);
    if (operation.sends) return this.sendMetrics.count(operation, this.sends.send(operation, call));
    return this.files.complete(operation, call, await this.commands.send(operation, call));
  }
}
