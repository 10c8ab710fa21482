import { describe, expect, it } from '@jest/globals';
import { type PairingStep } from '@starling/broker';
import { drawn, pairingView, tagOf } from './pairing-view.js';

const QR: PairingStep = { kind: 'qr', qr: '2@abc' };
const CODE: PairingStep = { kind: 'code', code: 'ABCD1234' };
const USED_UP: PairingStep = { kind: 'ended', reason: 'codes used up' };

const connecting = { state: 'connecting', awaitsPairing: false } as const;
const awaiting = { state: 'connecting', awaitsPairing: true } as const;
const disconnected = { state: 'disconnected', awaitsPairing: false } as const;

describe('A connect page', () => {
  it.each([
    ['the code that waits', awaiting, QR, { status: 'qr', qr: '2@abc' }],
    ['a pairing code', awaiting, CODE, { status: 'pairing', pairingCode: 'ABCD1234' }],
    ['no code before the first one', connecting, undefined, { status: 'waiting' }],
    ['no code that the phone has used', connecting, QR, { status: 'waiting' }],
    ['no code whose worker is gone', awaiting, undefined, { status: 'waiting' }],
    ['no end of an earlier pairing', connecting, USED_UP, { status: 'waiting' }],
    [
      'that it is connected, whatever was last written',
      { state: 'connected', awaitsPairing: false } as const,
      QR,
      { status: 'connected' },
    ],
    ['why it ended', disconnected, USED_UP, { status: 'ended', reason: 'codes used up' }],
    ['an end without a reason', disconnected, undefined, { status: 'ended', reason: null }],
    ['no end before its reason is there', disconnected, QR, { status: 'waiting' }],
  ])('shows %s', (_, row, step, view) => {
    expect(pairingView(row, step)).toEqual(view);
  });

  it('gets another tag with each code, and the same for the same', () => {
    const [first, second] = ['2@abc', '2@def'].map((qr) => tagOf({ status: 'qr', qr }));
    expect(first).not.toBe(second);
    expect(tagOf({ status: 'qr', qr: '2@abc' })).toBe(first);
  });

  it('gets a QR code as a picture, and never its text', async () => {
    const { image, ...rest } = (await drawn({ status: 'qr', qr: '2@abc' })) as { image: string };
    expect(rest).toEqual({ success: true, status: 'qr' });
    const [head, data = ''] = image.split(',');
    expect(head).toBe('data:image/svg+xml;base64');
    expect(Buffer.from(data, 'base64').toString()).toMatch(/^<svg [^]*<\/svg>\s*$/);
  });
});
