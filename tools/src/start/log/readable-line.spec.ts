import { describe, expect, it } from '@jest/globals';
import { readableLine } from './readable-line.js';

const time = '2026-04-28T10:30:00.000Z';
const clock = new Date(time).toTimeString().slice(0, 8);
const merged = (fields: object) =>
  JSON.stringify({ service: 'api-gateway', level: 'info', time, ...fields });

describe('A line for people', () => {
  it('shows a request in one line: its answer, its error and its instance', () => {
    const line = merged({
      kind: 'request',
      requestId: 'r1',
      method: 'POST',
      route: '/api/message/text/:instance',
      status: 503,
      durationMs: 12,
      operation: 'message.sendText',
      instance: 'i1',
      code: 'InstanceNotConnected',
      msg: 'request',
    });
    expect(readableLine(false)(line)).toBe(
      `${clock} INFO  api-gateway POST /api/message/text/:instance 503 12 ms ` +
        'operation=message.sendText instance=i1 code=InstanceNotConnected\n',
    );
  });

  it('shows an error by its message, without the stack', () => {
    const line = merged({
      level: 'error',
      msg: 'not\ntidied',
      err: { message: 'away', stack: 'at' },
    });
    expect(readableLine(false)(line)).toBe(`${clock} ERROR api-gateway not tidied: away\n`);
  });

  it('has colours on request, and passes lines on that are not JSON', () => {
    expect(readableLine(true)(merged({ msg: 'serving' }))).toContain('\u001b[32mINFO \u001b[0m');
    expect(readableLine(true)('prose')).toBe('prose\n');
  });
});
