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

/** What we ask of every service that runs an image of ours. */
export function complaintsAboutServices(services: ComposeServices): Complaints {
  return Object.entries(services)
    .filter(([, service]) => service.build)
    .flatMap(([name, service]) => [
      ...(service.read_only ? [] : [`${name}: may write to its root filesystem`]),
      ...(hasTmp(service) ? [] : [`${name}: has no /tmp`]),
      ...(service.cap_drop?.includes('ALL') ? [] : [`${name}: keeps capabilities`]),
      // It runs once: others wait for its end.
      ...(service.healthcheck || name === 'migrate' ? [] : [`${name}: has no health check`]),
    ]);
}

/** Which of the composers is installed, if any; Docker's own needs no engine to read a file either. */
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

/** In memory, or on a disk of its own where files are too large for that. */
const hasTmp = ({ tmpfs, volumes }: ComposeService): boolean =>
  [...(tmpfs ?? []), ...(volumes ?? [])].includes('/tmp');
