import { operation } from '@starling/contract';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { proveHandlers } from './handler-classes.js';
import { Handles, operationOf } from './handles.js';

const declare = (name: string, runsIn: 'gateway' | 'session') =>
  operation({
    name,
    runsIn,
    summary: name,
    method: 'GET' as const,
    path: `/${name}`,
    reply: z.strictObject({}),
    example: { reply: {} },
  });
const read = declare('thing.read', 'gateway');
const send = declare('thing.send', 'session');

@Handles(read)
class ReadThing {
  act() {}
}
@Handles(read)
class ReadThingAgain {
  act() {}
}
@Handles(send)
class SendThing {
  act() {}
}

describe('The proof of handlers', () => {
  it('passes when each operation of the place has one handler', () => {
    expect(() => proveHandlers([read, send], 'gateway', [ReadThing])).not.toThrow();
    expect(() => proveHandlers([read, send], 'session', [SendThing])).not.toThrow();
  });

  it('names an operation that nobody handles', () => {
    expect(() => proveHandlers([read], 'gateway', [])).toThrow('thing.read has no handler');
  });

  it('names both handlers of an operation that has two', () => {
    expect(() => proveHandlers([read], 'gateway', [ReadThing, ReadThingAgain])).toThrow(
      'thing.read has 2 handlers (ReadThing, ReadThingAgain)',
    );
  });

  it('names a handler that stands in the wrong place', () => {
    expect(() => proveHandlers([read], 'gateway', [ReadThing, SendThing])).toThrow(
      'SendThing handles an operation that does not run in the gateway',
    );
  });

  it('knows the operation of a class by its mark', () => {
    expect(operationOf(ReadThing)).toBe(read);
    expect(operationOf(class Unmarked {})).toBeUndefined();
  });
});
