import { parseArgs } from 'node:util';
import { StartError } from './failure/start-error.js';

export const HELP = `Starts Starling on this machine: Postgres, Redis, migrations and every process, behind one port.

  npm start
  npm start -- --sandbox

  --sandbox    also start a local WhatsApp, and let sessions connect to it instead of the real one
  -h, --help   this text

Environment (all optional):
  PORT (8080)  HOST (0.0.0.0)  PUBLIC_URL  DATA_DIR (.data)  LOG_LEVEL (info)
  DATABASE_URL, REDIS_URL                          use these instead of starting our own
  ENCRYPTION_KEY, ADMIN_TOKEN, ACCOUNT_TOKEN       else generated once and kept in DATA_DIR
  SESSION_WORKERS (1)  WS_NODES (1)  DELIVERY_WORKERS (1, 0 for none)
  WHATSAPP_WS_URL      ALLOW_PRIVATE_URLS (false)   PROTECT_METRICS (true)   HSTS_SECONDS (0)`;

export interface CommandLine {
  help: boolean;
  sandbox: boolean;
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        sandbox: { type: 'boolean', default: false },
      },
      strict: true,
    });
    return values;
  } catch (error) {
    const unknown = /'([^']+)'/.exec((error as Error).message)?.[1] ?? args.join(' ');
    throw new StartError(
      `npm start does not know ${unknown}; npm start -- --help lists what it does.`,
    );
  }
}
