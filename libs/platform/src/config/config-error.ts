/** The environment is not fit to start with. The message is for the person who starts us, one sentence per variable. */
export class ConfigError extends Error {
  constructor(readonly complaints: readonly string[]) {
    super(complaints.join('\n'));
    this.name = 'ConfigError';
  }
}
