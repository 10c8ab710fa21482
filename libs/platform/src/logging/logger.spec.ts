import { describe, expect, it } from '@jest/globals';
import { ProcessIdentity } from '../identity/process-identity.js';
import { createLogger, type Logger } from './logger.js';
import { NestLogger } from './nest-logger.js';

const identity = new ProcessIdentity('session-worker');

function record(): { logger: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>);
  return {
    logger: createLogger(identity, { LOG_LEVEL: 'debug', LOG_FORMAT: 'json' }, { write }),
    lines,
  };
}

describe('A line of the log', () => {
  it('says which process of which role wrote it, and when', () => {
    const { logger, lines } = record();
    logger.info('hello');
    expect(lines).toEqual([
      {
        level: 'info',
        msg: 'hello',
        role: 'session-worker',
        process: identity.id,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
  });

  it('hides tokens, authorization, numbers and bodies wherever they hang', () => {
    const { logger, lines } = record();
    const secret = 'hush';
    logger.info({
      token: secret,
      number: secret,
      instance: 'shop',
      request: {
        url: '/x',
        headers: { Authorization: secret, accept: '*/*' },
        body: { text: secret },
      },
      list: [{ jid: secret, id: 'A1' }],
    });
    expect(JSON.stringify(lines)).not.toContain(secret);
    expect(lines[0]).toMatchObject({
      instance: 'shop',
      request: { url: '/x', headers: { accept: '*/*' } },
      list: [{ id: 'A1' }],
    });
  });

  it('shows of an error its own words and its causes, not what a library hung on it', () => {
    const { logger, lines } = record();
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const error = Object.assign(new TypeError('lost', { cause }), { request: { path: 'hush' } });
    logger.error({ err: error, note: { error } }, 'failed');
    expect(JSON.stringify(lines)).not.toContain('hush');
    expect(lines[0]?.err).toMatchObject({
      type: 'TypeError',
      message: 'lost',
      stack: expect.stringContaining('logger.spec'),
      cause: { message: 'socket hang up', code: 'ECONNRESET' },
    });
  });

  it.each([
    ['GET /ws/shop?token=hush&x=1', 'GET /ws/shop?token=[Redacted]&x=1'],
    ['sent Bearer hush to it', 'sent Bearer [Redacted] to it'],
    ['at postgres://user:hush@db:5432/x', 'at postgres://[Redacted]@db:5432/x'],
    ['Number 5511999998888 is away', 'Number [Redacted] is away'],
    ['to 5511999998888@s.whatsapp.net', 'to [Redacted]@s.whatsapp.net'],
    ['to +5511999998888', 'to [Redacted]'],
  ])('takes the secret out of an error that says: %s', (said, shown) => {
    const { logger, lines } = record();
    logger.error({ err: new Error(said) });
    expect(lines[0]?.err).toMatchObject({ message: shown });
    logger.error(new Error(said));
    logger.warn(said);
    logger.warn({ kind: 'x' }, said);
    expect(lines.map(({ msg }) => msg)).toEqual([shown, shown, shown, shown]);
    expect(JSON.stringify(lines)).not.toMatch(/hush|5511999998888/);
  });

  it.each([
    '12345678-1234-4234-8234-123456789012',
    'port 65535',
    'at file.js:120:33',
    '2026-11-21',
  ])('leaves %s as it is', (said) => {
    const { logger, lines } = record();
    logger.error({ err: new Error(said) });
    expect(lines[0]?.err).toMatchObject({ message: said });
  });
});

describe("Nest's own words", () => {
  it('keep their context and the stack of their error', () => {
    const { logger, lines } = record();
    const nest = new NestLogger(logger);
    nest.log('Mapped', 'Router');
    nest.error(new Error('broken'), 'Handler');
    nest.error('worse', 'at somewhere', 'Handler');
    nest.error({ operation: 'x', err: new Error('bug') }, 'a command failed', 'Server');
    nest.warn({ instance: 'i1' }, 'Server');
    expect(lines).toEqual([
      expect.objectContaining({ level: 'debug', context: 'Router', msg: 'Mapped' }),
      expect.objectContaining({
        level: 'error',
        context: 'Handler',
        msg: 'broken',
        err: expect.objectContaining({ message: 'broken' }),
      }),
      expect.objectContaining({ level: 'error', stack: 'at somewhere', msg: 'worse' }),
      expect.objectContaining({
        level: 'error',
        context: 'Server',
        operation: 'x',
        msg: 'a command failed',
        err: expect.objectContaining({ message: 'bug' }),
      }),
      expect.objectContaining({ level: 'warn', instance: 'i1', msg: 'see the fields' }),
    ]);
  });
});
