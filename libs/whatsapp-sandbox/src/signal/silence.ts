/** The beginnings of what libsignal prints about sessions; some of these lines include session keys. */
const LIBSIGNAL_MESSAGES = [
  'Closing session',
  'Opening session',
  'Removing old closed session',
  'Session already',
  'Decrypted message with closed session',
  'Closing open session',
  'Closing stale open session',
  'Failed to decrypt message',
  'Session error',
  'Migrating session',
  'WARNING: Expected pubkey',
  'V1 session storage',
];
const METHODS = ['log', 'info', 'warn', 'error'] as const;

let holders = 0;
let restore: () => void = () => undefined;

/**
 * Keeps libsignal's key dumps out of the console until all callers have called the returned function; other output is
 * printed.
 */
export const silenceLibsignal = (): (() => void) => {
  if (holders++ === 0) restore = install(globalThis.console);
  let released = false;
  return () => {
    if (released) return;
    released = true;
    if (--holders === 0) restore();
  };
};

const install = (target: Console): (() => void) => {
  const originals = METHODS.map((method) => [method, target[method]] as const);
  for (const [method, print] of originals) {
    target[method] = (...args: unknown[]) => {
      const first = args[0];
      if (typeof first === 'string' && LIBSIGNAL_MESSAGES.some((leak) => first.startsWith(leak)))
        return;
      print.apply(target, args);
    };
  }
  return () => {
    for (const [method, print] of originals) target[method] = print;
  };
};
