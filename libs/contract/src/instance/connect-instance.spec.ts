import { describe, expect, it } from '@jest/globals';
import { parseQuery } from '../operation/parse-request.js';
import { connectInstance } from './connect-instance.js';

const query = (sent: Record<string, string | string[]>) => parseQuery(connectInstance, sent);

describe('A call to connect', () => {
  it('asks for a QR when it names no number', () => {
    expect(query({})).toEqual({ number: undefined, history: undefined });
    expect(query({ number: '', history: '' })).toEqual({ number: undefined, history: undefined });
  });

  it('takes the digits of a number however they are written', () => {
    expect(query({ number: '+55 (11) 99999-9999' }).number).toBe('5511999999999');
  });

  it('repeats a number that is none as it was sent', () => {
    expect(() => query({ number: '+55 x' })).toThrow('Invalid number: +55 x');
    expect(() => query({ number: '120363@g.us' })).toThrow('Invalid number: 120363@g.us');
  });

  it('takes up to a year of history, and more as a year', () => {
    expect(query({ history: '1' }).history).toBe(1);
    expect(query({ history: '4000' }).history).toBe(365);
  });

  it.each(['0', '-1', '1.5', 'all', '1e2'])('refuses %s days of history', (history) => {
    expect(() => query({ history })).toThrow('Invalid history parameter');
  });
});

describe('A reply to connect', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
  const qr = {
    success: true,
    message: 'QR code generated',
    qrCode: '2@abc',
    qrCodeBase64: `data:image/png;base64,${png.toString('base64')}`,
    status: 'qr',
  } as const;
  const pairing = {
    success: true,
    message: 'Pairing code generated',
    pairingCode: 'ABCD1234',
    status: 'pairing',
  } as const;
  const connected = {
    success: true,
    message: 'Instance already connected',
    status: 'connected',
  } as const;

  it('has the form of a picture when it is a QR code, and otherwise JSON alone', () => {
    const picture = connectInstance.formats['png'];
    expect(picture?.mediaType).toBe('image/png');
    expect(picture?.bytesOf(qr)).toEqual(png);
    expect(picture?.bytesOf(pairing)).toBeUndefined();
    expect(picture?.bytesOf(connected)).toBeUndefined();
  });

  it('carries a code until the instance is connected', () => {
    expect([qr, pairing, connected].map((reply) => connectInstance.carriesCode?.(reply))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
