import { setTimeout as wait } from 'node:timers/promises';
import { ContractError } from '@starling/contract';
import { Lifecycle, Metrics, type RunningApp, startApp } from '@starling/platform';
import { Controller, Module } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { BrokerModule } from '../broker.module.js';
import { type CommandContext } from '../commands/command-context.js';
import { InboxCommandServer } from '../commands/inbox-command-server.js';
import { NotOwnerError } from '../commands/not-owner-error.js';
import { serveCommands } from '../commands/serve-commands.js';

/** Longer than any test. */
const ASLEEP_MS = 600_000;

@Controller()
class TestHandlers {
  readonly started: string[] = [];
  readonly aborted: string[] = [];
  readonly echoed: unknown[] = [];
  release: () => void = () => undefined;

  @MessagePattern('test.echo')
  echo(@Payload() body: unknown): unknown {
    this.echoed.push(body);
    return body;
  }

  @MessagePattern('test.describe')
  describe(@Ctx() { command }: CommandContext): unknown {
    return command;
  }

  @MessagePattern('test.declared')
  declared(@Payload() { reason }: { reason?: string }): never {
    throw new ContractError('InvalidQueryParameter', { name: reason ?? 'nothing' });
  }

  @MessagePattern('test.disown')
  disown(): never {
    throw new NotOwnerError();
  }

  @MessagePattern('test.crash')
  crash(): never {
    throw new Error('a bug with a secret in its message');
  }

  @MessagePattern('test.hang')
  hang(@Payload() { name }: { name: string }, @Ctx() { signal }: CommandContext): Promise<void> {
    this.started.push(name);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        this.aborted.push(name);
        resolve();
      });
    });
  }

  @MessagePattern('test.sleep')
  async sleep(@Payload() { name }: { name: string }, @Ctx() { signal }: CommandContext) {
    this.started.push(name);
    await wait(ASLEEP_MS, undefined, { signal });
  }

  @MessagePattern('test.release')
  waitForRelease(@Payload() { name }: { name: string }): Promise<string> {
    this.started.push(name);
    return new Promise((resolve) => {
      this.release = () => resolve('released');
    });
  }
}

/** A whole application with the broker in it, started and stopped as every app of ours is. */
export class CommandWorker {
  private constructor(private readonly running: RunningApp) {}

  static async start(redisUrl: string): Promise<CommandWorker> {
    @Module({ imports: [BrokerModule.forRoot({ redisUrl })], controllers: [TestHandlers] })
    class TestWorker {}
    const running = await startApp({
      role: 'session-worker',
      config: { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' },
      describedConfig: {},
      rootModule: () => TestWorker,
      prepare: (app) => void serveCommands(app),
    });
    return new CommandWorker(running);
  }

  get id(): string {
    return this.running.identity.id;
  }

  get handlers(): TestHandlers {
    return this.running.app.get(TestHandlers);
  }

  metrics(): Promise<string> {
    return this.running.app.get(Metrics).render();
  }

  /** As a stop does, with less patience. */
  drain(limitMs: number): Promise<void> {
    return this.running.app.get(InboxCommandServer).drain(limitMs);
  }

  get isStopping(): boolean {
    return this.running.app.get(Lifecycle).isStopping;
  }

  stop(): Promise<void> {
    return this.running.stop();
  }
}
