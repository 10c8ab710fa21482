import { type AnyMessageContent, type proto, type WAMessage } from '@whiskeysockets/baileys';

/** A message on its way out. */
export interface Outgoing {
  /** Reserved before anything else happened: under it the message is found again after a crash. */
  readonly messageId: string;
  readonly jid: string;
  /** As Baileys composes it, or composed already where Baileys has no word for it. */
  readonly content: AnyMessageContent | { readonly composed: proto.IMessage };
  readonly quoted?: WAMessage | undefined;
  /** The caller's tag; empty: not sent by a caller. */
  readonly source: string;
  /** Who gets a story. */
  readonly audience?: readonly string[];
}

/** A message whose tag is known; every message that the API sent. */
export type TaggedMessage = WAMessage & { readonly source?: string };

/** Stored, and perhaps sent: its process ended before WhatsApp said so. */
export interface UnsettledMessage {
  readonly messageId: string;
  readonly jid: string;
  readonly payload: Uint8Array;
  readonly source: string;
  readonly sentAt: Date;
}

/** `throttled`: WhatsApp asks for patience. `too_large`: more than one message may hold. In every case nothing has gone out. */
export class NotSentError extends Error {
  constructor(
    readonly code: 'throttled' | 'refused' | 'disconnected' | 'too_large',
    reason: string,
  ) {
    super(reason);
    this.name = 'NotSentError';
  }
}

/**
 * What WhatsApp says to a message that has left. `unwelcome`: the number may not write to strangers for a while;
 * `refused`: something is wrong with the message itself.
 */
export type Answer = 'accepted' | 'unwelcome' | 'throttled' | 'refused';

const ANSWERS: Readonly<Record<string, Answer>> = { '463': 'unwelcome', '429': 'throttled' };

/** By the error in its acknowledgment. */
export const answerOf = (error: string | undefined): Answer =>
  error === undefined ? 'accepted' : (ANSWERS[error] ?? 'refused');
