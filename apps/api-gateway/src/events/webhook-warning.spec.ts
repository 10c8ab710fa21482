import { describe, expect, it } from '@jest/globals';
import { WEBHOOK_NOT_PUBLIC } from '@starling/contract';
import { AddressGuard } from '@starling/platform';
import { warningOf } from './webhook-warning.js';

const warned = (url: string, allowPrivateUrls = false, enabled = true) =>
  warningOf(new AddressGuard({ allowPrivateUrls }), { enabled, url });

describe('Setting a webhook', () => {
  it.each(['http://127.0.0.1:8080/wh', 'https://[::1]/', 'http://0x7f.1', 'http://localhost/wh'])(
    'warns that deliveries to %s are refused',
    (url) => expect(warned(url)).toEqual({ warning: WEBHOOK_NOT_PUBLIC }),
  );

  it('warns of no name, as only the delivery looks it up, and of no public address', () => {
    expect(warned('https://intranet.example/wh')).toEqual({});
    expect(warned('https://1.1.1.1/wh')).toEqual({});
  });

  it('warns of nothing where private addresses are allowed or the webhook is disabled', () => {
    expect(warned('http://127.0.0.1', true)).toEqual({});
    expect(warned('', false, false)).toEqual({});
  });
});
