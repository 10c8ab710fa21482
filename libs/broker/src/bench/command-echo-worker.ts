import { startApp } from '@starling/platform';
import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { BrokerModule } from '../broker.module.js';
import { serveCommands } from '../commands/serve-commands.js';
import { ECHO, QUIET } from './command-echo.js';

@Controller()
class Echo {
  @MessagePattern(ECHO)
  echo(@Payload() body: unknown): unknown {
    return body;
  }
}

const [redisUrl = ''] = process.argv.slice(2);

@Module({ imports: [BrokerModule.forRoot({ redisUrl })], controllers: [Echo] })
class BenchWorker {}

const running = await startApp({
  role: 'session-worker' as const,
  config: QUIET,
  describedConfig: {},
  rootModule: () => BenchWorker,
  prepare: serveCommands,
});
process.once('disconnect', () => void running.stop().then(() => process.exit(0)));
process.send?.(running.identity.id);
