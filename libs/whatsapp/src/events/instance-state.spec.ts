import { describe, expect, it } from '@jest/globals';
import { eventEnvelope, instanceStatePayload, INSTANCE_STATES } from '@starling/contract';
import { inContract } from '../testing/in-contract.js';
import { AT, OWN } from '../testing/translation.js';
import { envelope } from './envelope.js';
import { instanceState } from './instance-state.js';

const fact = { instance: 'main', jid: null, at: new Date(AT) };
const judged = (payload: unknown) => inContract(instanceStatePayload, payload);

describe('The state of an instance', () => {
  it.each(INSTANCE_STATES.filter((state) => state !== 'qr_ready'))('%s has no codes', (state) => {
    const jid = '5511900000000:7@s.whatsapp.net';
    expect(judged(instanceState({ ...fact, state, jid }))).toEqual({
      state,
      timestamp: AT,
      instance: 'main',
      jid: OWN.jid,
    });
  });

  it('with a code to scan carries all of them', () => {
    const payload = instanceState({ ...fact, state: 'qr_ready', codes: ['2@b', '2@a'] });
    expect(judged(payload)).toEqual({
      state: 'qr_ready',
      timestamp: AT,
      instance: 'main',
      jid: null,
      codes: ['2@b', '2@a'],
    });
  });

  it('with a code to type carries that alone', () => {
    const codes = ['2@a'];
    const payload = instanceState({ ...fact, state: 'qr_ready', codes, pairingCode: 'ABCD1234' });
    expect(judged(payload)).toMatchObject({ codes: [], pairingCode: 'ABCD1234' });
  });

  it('that failed says why', () => {
    const payload = instanceState({ ...fact, state: 'pair_error', reason: 'codes used up' });
    expect(judged(payload)).toMatchObject({ reason: 'codes used up' });
  });
});

describe('The envelope', () => {
  it('has three keys, in their order', () => {
    const data = instanceState({ ...fact, state: 'connected' });
    const instanceData = { baseUrl: 'https://x.example', instance: 'main', token: 'T' };
    const told: unknown = JSON.parse(envelope('instance.state', data, instanceData).toString());
    expect(inContract(eventEnvelope, told)).toEqual({
      event: 'instance.state',
      data,
      instanceData,
    });
  });
});
