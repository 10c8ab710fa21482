import { describe, expect, it } from '@jest/globals';
import { EVENT_NAMES, type EventName } from '@starling/contract';
import { Interest } from './interest.js';

const instanceData = { baseUrl: 'http://here', instance: 'one', token: 't' };
const wanted = (webhooks: readonly (readonly EventName[])[], isKept = false) => {
  const interest = new Interest(instanceData, webhooks, isKept);
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

  it('is everything when the account keeps its events', () => {
    expect(wanted([['call.update']], true)).toEqual([...EVENT_NAMES]);
  });
});
