import { type BinaryNode, type WASocket } from '@whiskeysockets/baileys';

/** The round trip in milliseconds, or undefined when no answer came in time. */
export async function ping(baileys: WASocket, limitMs: number): Promise<number | undefined> {
  const askedAt = performance.now();
  const question: BinaryNode = {
    tag: 'iq',
    attrs: { to: 's.whatsapp.net', type: 'get', xmlns: 'w:p' },
    content: [{ tag: 'ping', attrs: {} }],
  };
  const answer: unknown = await baileys.query(question, limitMs).catch(() => undefined);
  return answer === undefined ? undefined : performance.now() - askedAt;
}
