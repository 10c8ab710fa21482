import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from './command-line.js';

describe('The command line of npm start', () => {
  it('asks for help with either spelling', () => {
    expect(parseCommandLine(['--help']).help).toBe(true);
    expect(parseCommandLine(['-h']).help).toBe(true);
    expect(parseCommandLine([]).help).toBe(false);
  });

  it('starts a local WhatsApp only when it is asked for', () => {
    expect(parseCommandLine([]).sandbox).toBe(false);
    expect(parseCommandLine(['--sandbox']).sandbox).toBe(true);
  });

  it.each(['--verbose', 'now', '-x'])('refuses %s in one sentence that names it', (argument) => {
    expect(() => parseCommandLine([argument])).toThrow(
      `npm start does not know ${argument}; npm start -- --help lists what it does.`,
    );
  });
});
