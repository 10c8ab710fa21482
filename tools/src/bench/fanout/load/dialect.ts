/** What a server says before and between events, and what its clients answer. */
export interface Dialect {
  /** Nothing is said after the upgrade. */
  readonly isOpenAtOnce: boolean;
  hear(text: string): { readonly say?: string; readonly isOpen?: boolean };
}

export type DialectName = 'plain' | 'socket.io';

const PLAIN: Dialect = { isOpenAtOnce: true, hear: () => ({}) };

/** Engine.IO 4 over one WebSocket: open, connect to the namespace, then a pong for every ping. */
const SOCKET_IO: Dialect = {
  isOpenAtOnce: false,
  hear: (text) => {
    if (text === '2') return { say: '3' };
    if (text.startsWith('0')) return { say: '40' };
    return { isOpen: text.startsWith('40') };
  },
};

export const dialectOf = (name: DialectName): Dialect => (name === 'plain' ? PLAIN : SOCKET_IO);
