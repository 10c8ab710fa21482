import { describe, expect, it } from '@jest/globals';
import { type CloseVerdict, judgeClose, type SessionClose } from './judge-close.js';

const judged = (close: Partial<SessionClose>): CloseVerdict =>
  judgeClose({ code: undefined, byServer: true, phase: 'open', ...close });

describe('A session that was open', () => {
  it.each<[number | undefined, boolean, CloseVerdict]>([
    [515, true, { events: [], then: 'restart' }],
    [401, true, { events: ['logged_out'], then: 'forget' }],
    [402, true, { events: ['temp_banned'], then: 'stop' }],
    [403, true, { events: ['temp_banned'], then: 'stop' }],
    [405, true, { events: ['client_outdated'], then: 'stop' }],
    [408, false, { events: ['keepalive_timeout', 'disconnected'], then: 'retry' }],
    [411, true, { events: ['qr_scanned_no_multidevice'], then: 'stop' }],
    [413, true, { events: ['cat_refresh_error'], then: 'stop' }],
    [414, true, { events: ['cat_refresh_error'], then: 'stop' }],
    [428, false, { events: ['disconnected'], then: 'retry' }],
    [440, true, { events: ['stream_replaced'], then: 'stop' }],
    [500, true, { events: ['stream_error'], then: 'retry' }],
    [500, false, { events: ['disconnected'], then: 'retry' }],
    [503, true, { events: ['disconnected'], then: 'retry' }],
    [599, true, { events: ['stream_error'], then: 'retry' }],
    [undefined, false, { events: ['disconnected'], then: 'retry' }],
  ])('closed with %p (by the server: %p)', (code, byServer, verdict) => {
    expect(judged({ code, byServer })).toEqual(verdict);
  });
});

describe('A session that was still opening', () => {
  it.each<[number | undefined, boolean, CloseVerdict]>([
    [428, true, { events: ['disconnected'], then: 'retry' }],
    [503, true, { events: ['disconnected'], then: 'retry' }],
    [500, true, { events: ['stream_error'], then: 'retry' }],
    [500, false, { events: ['connect_failure'], then: 'retry' }],
    [408, false, { events: ['connect_failure'], then: 'retry' }],
    [undefined, false, { events: ['connect_failure'], then: 'retry' }],
    [401, true, { events: ['logged_out'], then: 'forget' }],
  ])('closed with %p (by the server: %p)', (code, byServer, verdict) => {
    expect(judged({ code, byServer, phase: 'opening' })).toEqual(verdict);
  });
});

describe('A pairing', () => {
  it('fails for good when its codes are used up or the connection breaks', () => {
    const failed = { events: ['pair_error'], then: 'stop' };
    expect(judged({ code: 408, byServer: false, phase: 'pairing' })).toEqual(failed);
    expect(judged({ code: 500, phase: 'pairing' })).toEqual(failed);
  });

  it('goes on silently after the restart that WhatsApp asks for', () => {
    expect(judged({ code: 515, phase: 'pairing' })).toEqual({ events: [], then: 'restart' });
  });

  it('says so when the phone is too old for it', () => {
    expect(judged({ code: 411, phase: 'pairing' }).events).toEqual(['qr_scanned_no_multidevice']);
  });
});
