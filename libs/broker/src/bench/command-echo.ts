import { startApp } from '@starling/platform';
import { Module } from '@nestjs/common';
import { BrokerModule } from '../broker.module.js';
import { Commands } from '../commands/commands.js';
import { type EchoPair } from './echo-pair.js';
import { startWorker } from './worker-process.js';

export const ECHO = 'bench.echo';
export const QUIET = {
  HOST: '127.0.0.1',
  PORT: 0,
  LOG_LEVEL: 'silent' as const,
  LOG_FORMAT: 'json' as const,
};

/** The product: a command from one app to the message handler of another, metrics and deadlines included. */
export async function startCommandEcho(redisUrl: string): Promise<EchoPair> {
  const worker = await startWorker(new URL('./command-echo-worker.js', import.meta.url), [
    redisUrl,
  ]);
  @Module({ imports: [BrokerModule.forRoot({ redisUrl })] })
  class BenchGateway {}
  const gateway = await startApp({
    role: 'api-gateway' as const,
    config: QUIET,
    describedConfig: {},
    rootModule: () => BenchGateway,
  });
  const commands = gateway.app.get(Commands);
  return {
    echo: async (body) => {
      const result = await commands.send(worker.id, {
        operation: ECHO,
        instance: 'bench',
        accountId: 'bench',
        epoch: 1,
        requestId: 'bench',
        body,
        budgetMs: 10_000,
      });
      if (result.outcome !== 'replied')
        throw new Error(`The echo failed: ${JSON.stringify(result)}`);
    },
    stop: async () => {
      await gateway.stop();
      await worker.stop();
    },
  };
}
