import { serveCommands } from '@starling/broker';
import { runApp } from '@starling/platform';
import { type WorkerConfig, workerConfig } from './config/worker.config.js';
import { WorkerModule } from './worker.module.js';

await runApp<WorkerConfig>({
  role: 'session-worker',
  config: workerConfig,
  rootModule: (config) => WorkerModule.with(config),
  prepare: (app) => void serveCommands(app),
});
