import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StartConfig } from './start.config.js';

export interface Secrets {
  ENCRYPTION_KEY: string;
  ADMIN_TOKEN: string;
  ACCOUNT_TOKEN: string;
}

const FILES = {
  ENCRYPTION_KEY: 'encryption-key',
  ADMIN_TOKEN: 'admin-token',
  ACCOUNT_TOKEN: 'account-token',
} as const satisfies Record<keyof Secrets, string>;

const SHOWN = 'shown';

/** Secrets from the environment, or from an earlier start, or generated and stored now. */
export class SecretsFolder {
  readonly directory: string;

  constructor(dataDir: string) {
    this.directory = join(dataDir, 'secrets');
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
  }

  secrets(config: StartConfig): Secrets {
    return {
      ENCRYPTION_KEY: config.ENCRYPTION_KEY ?? this.kept('ENCRYPTION_KEY', () => hexSecret(32)),
      ADMIN_TOKEN: config.ADMIN_TOKEN ?? this.kept('ADMIN_TOKEN', () => hexSecret(24)),
      ACCOUNT_TOKEN: config.ACCOUNT_TOKEN ?? this.kept('ACCOUNT_TOKEN', () => hexSecret(24)),
    };
  }

  /** False when an earlier start failed before it showed the secrets: the next start shows them. */
  get wereShown(): boolean {
    return existsSync(join(this.directory, SHOWN));
  }

  rememberShown(): void {
    this.write(SHOWN, new Date().toISOString());
  }

  private kept(name: keyof Secrets, generate: () => string): string {
    const path = join(this.directory, FILES[name]);
    if (!existsSync(path)) this.write(FILES[name], generate());
    return readFileSync(path, 'utf8').trim();
  }

  private write(name: string, text: string): void {
    const path = join(this.directory, name);
    writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

function hexSecret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
