import { describe, expect, it } from '@jest/globals';
import { firstLinkIn } from './first-link.js';

describe('The first link in a text', () => {
  it.each([
    ['see https://x.example/a?b=c#d now', 'https://x.example/a?b=c#d'],
    ['see https://x.example, please', 'https://x.example'],
    ['(https://x.example/a).', 'https://x.example/a'],
    ['*https://x.example/a*', 'https://x.example/a'],
    ['“https://x.example/a”', 'https://x.example/a'],
    ['https://x.example/a_(b)', 'https://x.example/a_(b)'],
    ['https://x.example/ https://y.example/', 'https://x.example/'],
    ['HTTP://x.example:8080/a', 'HTTP://x.example:8080/a'],
    ['https://me:secret@x.example https://y.example', 'https://y.example'],
    [`https://x.example/${'.'.repeat(100_000)}x http://y.example`, 'http://y.example'],
    ['https:// ftp://x.example mailto:a@b.example x.example', undefined],
    ['', undefined],
  ])('of %.60s is %s', (text, link) => {
    expect(firstLinkIn(text)).toBe(link);
  });
});
