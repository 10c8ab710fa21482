/** The texts that a server sends beside events, and the answers of its clients. */
export interface Dialect {
  /** A client is open as soon as the upgrade is done. */
  readonly isOpenAtOnce: boolean;
  answer(text: string): { readonly reply?: string; readonly isOpen?: boolean };
}

export type DialectName = 'plain' | 'socket.io';

const PLAIN: Dialect = { isOpenAtOnce: true, answer: () => ({}) };

/**
 * Engine.IO 4 over one WebSocket: the client opens, connects to the namespace, and then answers every ping with a
 * pong.
 */
const SOCKET_IO: Dialect = {
  isOpenAtOnce: false,
  answer: (text) => {
    if (text === '2') return { reply: '3' };
    if (text.startsWith('0')) return { reply: '40' };
    return { isOpen: text.startsWith('40') };
  },
};

export const dialectOf = (name: DialectName): Dialect => (name === 'plain' ? PLAIN : SOCKET_IO);
