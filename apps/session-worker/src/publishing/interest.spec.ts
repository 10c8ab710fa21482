import { describe, expect, it } from '@jest/globals';
import { EVENT_NAMES, type EventName } from '@starling/contract';
import { Interest } from './interest.js';

const instanceData = { baseUrl: 'http://here', instance: 'one', token: 't' };
const files = { socketBase64: false, bucket: false };
const of = (webhooks: readonly (readonly EventName[])[], mediaBase64 = false) => {
  const rows = webhooks.map((events) => ({ events, mediaBase64 }));
  return new Interest(instanceData, rows, 0, files);
};
const wanted = (webhooks: readonly (readonly EventName[])[]) =>
  EVENT_NAMES.filter((name) => of(webhooks).wantsDurably(name));

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

describe('The files of messages', () => {
  it('are wanted by webhooks that ask for them and hear of messages', () => {
    expect(of([[]], true).wantsBase64Durably).toBe(true);
    expect(of([['message.exchange']], true).wantsBase64Durably).toBe(true);
    expect(of([['call.update']], true).wantsBase64Durably).toBe(false);
    expect(of([[]], false).wantsBase64Durably).toBe(false);
  });
});

describe('An instance', () => {
  it('has its events kept when its account keeps any', () => {
    expect([0, 60].map((seconds) => new Interest(instanceData, [], seconds, files).isKept)).toEqual(
      [false, true],
    );
  });
});
