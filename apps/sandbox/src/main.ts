import { runApp } from '@starling/platform';
import { banner } from './banner.js';
import { type SandboxConfig, sandboxConfig } from './sandbox.config.js';
import { SandboxModule } from './sandbox.module.js';

await runApp<SandboxConfig>({
  role: 'sandbox',
  config: sandboxConfig,
  rootModule: (config) => SandboxModule.with(config),
  started: ({ app, port }, config) => banner(app, port, config),
});
