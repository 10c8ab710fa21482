import { describe, expect, it } from '@jest/globals';
import { keyIdOf, newCipherKey, open, seal } from './sealed-box.js';

describe('A sealed box', () => {
  const key = newCipherKey();
  const sealed = seal(key, Buffer.from('secret'), 'context');

  it('gives back what was put in', () => {
    expect(open(key, sealed, 'context')?.toString()).toBe('secret');
  });

  it('holds nothing as well as something', () => {
    expect(open(key, seal(key, Buffer.alloc(0), 'context'), 'context')).toHaveLength(0);
  });

  it('says by which key it was sealed', () => {
    expect(keyIdOf(sealed)).toBe(key.id);
    expect(key.id).toMatch(/^[\da-f]{8}$/);
  });

  it('looks different each time, so that equal values cannot be told', () => {
    expect(seal(key, Buffer.from('secret'), 'context').equals(sealed)).toBe(false);
  });

  it('stays shut for another context and for another key', () => {
    expect(open(key, sealed, 'another context')).toBeUndefined();
    expect(open(newCipherKey(), sealed, 'context')).toBeUndefined();
    expect(open({ ...newCipherKey(), id: key.id }, sealed, 'context')).toBeUndefined();
  });

  it('stays shut when a single bit has changed, wherever it is', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Buffer.from(sealed);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(open(key, damaged, 'context')).toBeUndefined();
    }
  });

  it('is not to be found in bytes that never were one', () => {
    expect(keyIdOf(Buffer.from('plain text'))).toBeUndefined();
    expect(keyIdOf(Buffer.alloc(0))).toBeUndefined();
  });
});
