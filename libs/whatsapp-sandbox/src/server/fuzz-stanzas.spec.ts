import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { type BinaryNode, decodeBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys';
import { openRoutes, routes } from '../queries/routes.js';
import { useSandbox } from '../testing-suite.js';

/** Baileys encodes some strings that it cannot decode; the server closes the connection on them, as it should. */
const canTravel = async (stanza: BinaryNode): Promise<boolean> => {
  try {
    await decodeBinaryNode(encodeBinaryNode(stanza));
    return true;
  } catch {
    return false;
  }
};

describe('The server, with random stanzas', () => {
  const suite = useSandbox({ seed: 'fuzzed stanzas' });
  const jids = [
    '5511@s.whatsapp.net',
    '120363@g.us',
    '@g.us',
    'status@broadcast',
    '@s.whatsapp.net',
    '7@lid',
    '',
  ];
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(...jids, 'get', 'set', 'retry'),
  );
  const attrs = fc.dictionary(
    fc.constantFrom(
      'id',
      'to',
      'type',
      'class',
      'participant',
      'jid',
      'count',
      'recipient',
      'error',
    ),
    text,
  );
  const tags = ['iq', 'message', 'receipt', 'ack', 'call', 'presence', 'chatstate', 'ib'];
  const inner = [
    'enc',
    'participants',
    'to',
    'list',
    'item',
    'retry',
    'keys',
    'rmr',
    'offer',
    'skey',
  ];
  const { child } = fc.letrec<{ child: BinaryNode; content: BinaryNode['content'] }>((tie) => ({
    child: fc.record({
      tag: fc.constantFrom(...inner),
      attrs,
      content: tie('content'),
    }),
    content: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant(undefined),
      fc.uint8Array({ maxLength: 80 }),
      fc.array(tie('child') as fc.Arbitrary<BinaryNode>, { maxLength: 3 }),
    ),
  }));
  const queries = [...routes, ...openRoutes].map(({ xmlns, type, child: tag }) => ({
    xmlns,
    type,
    tag,
  }));

  it('keeps working and reports no problem of its own', async () => {
    const { client, phone } = await suite.linked();
    const victim = await suite.linked('Vega');
    const stanza = fc.record({
      tag: fc.constantFrom(...tags),
      attrs,
      content: fc.array(child, { maxLength: 3 }),
    });
    const query = fc
      .tuple(fc.constantFrom(...queries), attrs, fc.array(child, { maxLength: 2 }))
      .map(([{ xmlns, type = 'set', tag }, more, content]) => ({
        tag: 'iq',
        attrs: { to: '@s.whatsapp.net', ...more, id: 'fuzz', xmlns, type },
        content: tag === undefined ? content : [{ tag, attrs: more, content }],
      }))
      .filter(({ content }) => content[0]?.tag !== 'remove-companion-device');
    await fc.assert(
      fc.asyncProperty(fc.oneof(stanza, query), async (sent) => {
        fc.pre(await canTravel(sent));
        await client.socket.sendNode(sent);
      }),
      { numRuns: 600 },
    );
    await client.socket.fetchBlocklist();
    await phone.send(victim.phone, 'still here');
    await victim.client.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => message?.conversation === 'still here'),
    );
    suite.sandbox.world.unknown.clear();
  });
});
