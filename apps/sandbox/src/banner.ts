import { type Sandbox } from '@starling/whatsapp-sandbox';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SANDBOX } from './control/population.js';
import { type SandboxConfig } from './sandbox.config.js';

/** Prints the banner for a person at a terminal. A supervisor has an IPC channel to this process and reads the log. */
export function banner(app: NestFastifyApplication, port: number, { HOST }: SandboxConfig): void {
  if (process.send !== undefined) return;
  const sandbox = app.get<Sandbox>(SANDBOX);
  const lines = [
    '',
    'A local WhatsApp is running. Nothing here reaches the real one.',
    '',
    `  page and control   http://${HOST}:${port}`,
    `  clients connect to ${sandbox.url}   (WHATSAPP_WS_URL)`,
    `  media is at        ${sandbox.mediaUrl}`,
    `  and trusted with   NODE_EXTRA_CA_CERTS=${sandbox.caFile}`,
    '',
    '  stop with Ctrl-C',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
