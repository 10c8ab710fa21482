/** What programs that read strangers' files may know of our environment: no key, no password. */
const KNOWN_VARIABLES = ['PATH', 'LD_LIBRARY_PATH', 'TMPDIR', 'LANG'];

export const childEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    KNOWN_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
