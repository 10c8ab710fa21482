import { describe, expect, it } from '@jest/globals';
import { messageIdFrom } from './message-id.js';

describe('A message id', () => {
  it('looks like those of the companions of WhatsApp', () => {
    const id = messageIdFrom(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 255]));
    expect(id).toBe('3EB001020304050607' + '08FF');
  });
});
