import { describe, expect, it } from '@jest/globals';
import { signatureOf } from './signature.js';

describe('The signature of an attempt', () => {
  // openssl: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac first-secret
  const FIRST = 'e8acd5a527ae19f5907c60bcf6e4c5cc85f65b6bec12ffbd85e73a67bd29849a';
  const SECOND = '8347f8b0ef359351f687aea947d92555df91f548047515934010122f1ddd45e5';

  it('is the HMAC of timestamp and body, one for each valid secret', () => {
    const body = Buffer.from('{"a":1}');
    expect(signatureOf(['first-secret'], '1700000000', body)).toBe(`v1=${FIRST}`);
    expect(signatureOf(['second-secret', 'first-secret'], '1700000000', body)).toBe(
      `v1=${SECOND},v1=${FIRST}`,
    );
  });
});
