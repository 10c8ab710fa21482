const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

/**
 * libsignal prints whole sessions, private ratchet keys included, to the console. A process that runs the engine
 * logs through its own logger, so the console is switched off.
 */
export function silenceConsole(): void {
  const { console: printer } = globalThis;
  for (const method of METHODS) printer[method] = () => undefined;
}
