import { describe, expect, it } from '@jest/globals';
import { closingBlock } from './closing-block.js';

const facts = {
  publicUrl: 'https://wa.example.com',
  localUrl: 'http://localhost:8080',
  secretsDir: '/data/secrets',
  dataDir: '/data',
  logPath: '/data/logs/starling.log',
};

describe('The closing block', () => {
  it('shows the tokens at the first start, in lines that can be pasted', () => {
    const text = closingBlock({ ...facts, tokens: { admin: 'a1', account: 'b2' } });

    expect(text).toContain('Starling is ready at https://wa.example.com');
    expect(text).toContain('curl http://localhost:8080/health');
    expect(text).toContain('curl -H "token: b2" http://localhost:8080/api/instance/list');
    expect(text).toContain('curl -H "token: a1" http://localhost:8080/admin/processes');
  });

  it('does not show the tokens again', () => {
    const text = closingBlock(facts);

    expect(text).toContain('tokens: as shown at the first start (kept in /data/secrets)');
    expect(text).toContain('curl -H "token: $ACCOUNT_TOKEN"');
  });
});
