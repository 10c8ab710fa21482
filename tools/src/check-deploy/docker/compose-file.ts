import { parse } from 'yaml';
import { type Complaints } from '../runner/report.js';
import { lastLines, runCommand } from '../runner/run-command.js';

interface ComposeService {
  readonly build?: { readonly target?: string };
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: unknown;
  readonly cap_drop?: readonly string[];
}

export type ComposeServices = Readonly<Record<string, ComposeService>>;

export function parseComposeFile(text: string): ComposeServices {
  return (parse(text, { merge: true }) as { services: ComposeServices }).services;
}

/** Rules for every service that runs an image of this project. */
export function complaintsAboutServices(services: ComposeServices): Complaints {
  return Object.entries(services)
    .filter(([, service]) => service.build)
    .flatMap(([name, service]) => [
      ...(service.read_only ? [] : [`${name}: may write to its root filesystem`]),
      ...(hasTmp(service) ? [] : [`${name}: has no /tmp`]),
      ...(service.cap_drop?.includes('ALL') ? [] : [`${name}: keeps capabilities`]),
      // `migrate` runs once, and the other services wait for its end.
      ...(service.healthcheck || name === 'migrate' ? [] : [`${name}: has no health check`]),
    ]);
}

/** The installed compose command, if any. `docker compose` can read a file without an engine too. */
export async function findCompose(): Promise<readonly string[] | undefined> {
  for (const command of [['docker-compose'], ['docker', 'compose']]) {
    const [program, ...args] = command as [string, ...string[]];
    if ((await runCommand(program, [...args, 'version'])).code === 0) return command;
  }
  return undefined;
}

export async function complaintsOfCompose(
  command: readonly string[],
  file: string,
  environment: NodeJS.ProcessEnv,
): Promise<Complaints> {
  const [program, ...args] = command as [string, ...string[]];
  const config = [...args, '--file', file, 'config', '--quiet'];
  const { code, stderr } = await runCommand(program, config, environment);
  return code === 0 ? [] : lastLines(stderr);
}

/** A service has /tmp in memory, or in a volume where its files are too large for memory. */
const hasTmp = ({ tmpfs, volumes }: ComposeService): boolean =>
  [...(tmpfs ?? []), ...(volumes ?? [])].includes('/tmp');
