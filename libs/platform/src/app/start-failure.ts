interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly address?: string;
  readonly port?: number;
  readonly errors?: readonly unknown[];
}

/** What the person who starts us reads: one sentence for each thing to mend, no stack. */
export function sentenceFor(error: unknown): string {
  const { code, message, address, port, errors } = (error ?? {}) as Failure;
  if (code === 'EADDRINUSE') return `Port ${port} on ${address} is already in use.`;
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} needs more rights than this process has.`;
  // A name with several addresses, none of which answered: the sum of them has no message of its own.
  if (!message && errors?.length) return sentenceFor(errors[0]);
  return message || String(error);
}
