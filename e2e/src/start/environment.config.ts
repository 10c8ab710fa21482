/** What a script needs of the environment besides its own settings. */
export const inherited = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: process.env['HOME'] ?? '/tmp',
};
