/** The environment of programs that read strangers' files: without keys and passwords. */
const KNOWN_VARIABLES = ['PATH', 'LD_LIBRARY_PATH', 'TMPDIR', 'LANG'];

export const childEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    KNOWN_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
