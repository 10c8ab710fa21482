import { describe, expect, it } from '@jest/globals';
import { deleteMessage, listAccounts, listInstances, sendText } from '../registry/operations.js';
import { parseQuery } from './parse-request.js';
import { ensureNoNul } from './refuse-nul.js';

describe('A NUL character', () => {
  it('in a declared query parameter is a wrong type', () => {
    const query = { instanceName: ['a', 'b\0'] };
    expect(() => parseQuery(listInstances, query)).toThrow('Invalid request body');
  });

  it('in a parameter that an operation names in its errors is named', () => {
    expect(() => parseQuery(listAccounts, { name: 'a\0' })).toThrow(
      'Invalid query parameter: name',
    );
  });

  it('in an unknown query parameter is ignored', () => {
    expect(parseQuery(listInstances, { zz: '\0' })).toEqual(parseQuery(listInstances, {}));
  });

  it('in a path is refused in the form of the operation for wrong bodies', () => {
    expect(() => ensureNoNul(deleteMessage, { instance: ['a\0'] })).toThrow('Invalid request body');
    expect(() => ensureNoNul(sendText, { instance: ['a\0'] })).toThrow(
      'Invalid request body: instance: contains a NUL character',
    );
    expect(() => ensureNoNul(sendText, { instance: ['a'] })).not.toThrow();
  });
});
