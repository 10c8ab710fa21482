import { childOf, node, type BinaryNode, SERVER_JID } from '../stanza/node.js';

/** The close codes that Baileys distinguishes. `closeStanza` makes the stanza with which WhatsApp causes each. */
export const CLOSE_CODES = [401, 403, 405, 408, 411, 428, 440, 500, 503, 515] as const;
export type CloseCode = (typeof CLOSE_CODES)[number];

const streamError = (code: number, ...children: BinaryNode[]): BinaryNode =>
  node('stream:error', { code }, children.length > 0 ? children : undefined);

/** The close code that a client reads from a closing stanza. */
export const closeCodeOf = (stanza: BinaryNode): number | undefined => {
  if (stanza.tag === 'xmlstreamend') return 428;
  if (stanza.tag === 'ib') return 411;
  const code = Number(stanza.attrs.code ?? stanza.attrs.reason);
  if (!Number.isNaN(code)) return code;
  return childOf(stanza, 'conflict') ? 440 : undefined;
};

export const loginFailure = (reason: number): BinaryNode =>
  node('failure', { reason, location: 'sandbox' });

/** A newer connection of the same device replaced this one. */
export const connectionReplaced = (): BinaryNode =>
  node('stream:error', {}, [node('conflict', { type: 'replaced' })]);

/** The owner removed the device from the account. */
export const deviceRemoved = (): BinaryNode =>
  streamError(401, node('conflict', { type: 'device_removed' }));

/** The registration is done, and the client must connect again with its new credentials. */
export const restartRequired = (): BinaryNode => streamError(515);

export const closeStanza = (code: CloseCode): BinaryNode => {
  switch (code) {
    case 401:
      return deviceRemoved();
    case 403:
    case 405:
      return loginFailure(code);
    case 411:
      return node('ib', { from: SERVER_JID }, [node('downgrade_webclient')]);
    case 428:
      return node('xmlstreamend');
    case 440:
      return connectionReplaced();
    default:
      return streamError(code);
  }
};
