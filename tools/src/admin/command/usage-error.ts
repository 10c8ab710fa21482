/** The command line says something that cannot be. The message is one sentence for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
