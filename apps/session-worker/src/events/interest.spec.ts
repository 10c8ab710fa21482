import { describe, expect, it } from '@jest/globals';
import { EVENT_NAMES, type EventName } from '@starling/contract';
import { Interest } from './interest.js';

const instanceData = { baseUrl: 'http://here', instance: 'one', token: 't' };
const wanted = (webhooks: readonly (readonly EventName[])[]) => {
  const interest = new Interest(instanceData, webhooks, 0);
  return EVENT_NAMES.filter((name) => interest.wantsDurably(name));
};

describe('The durable interest in an instance', () => {
  it('is none without an enabled webhook', () => {
    expect(wanted([])).toEqual([]);
  });

  it('is what any of its webhooks wants, and an empty filter wants everything', () => {
    expect(wanted([['call.update'], ['message.status', 'call.update']])).toEqual([
      'message.status',
      'call.update',
    ]);
    expect(wanted([['call.update'], []])).toEqual([...EVENT_NAMES]);
  });
});

describe('An instance', () => {
  it('has its events kept when its account keeps any', () => {
    expect([0, 60].map((seconds) => new Interest(instanceData, [], seconds).isKept)).toEqual([
      false,
      true,
    ]);
  });
});
