/** A message as it is stored, under the key by which WhatsApp knows it. */
export interface MessageRecord<Bytes extends Uint8Array = Uint8Array> {
  readonly messageId: string;
  readonly chatJid: string;
  readonly fromMe: boolean;
  /** The author in a group, as in WhatsApp's key; empty elsewhere. */
  readonly participant: string;
  readonly senderJid: string;
  readonly pushName: string;
  /** The `type` of its event. */
  readonly type: string;
  readonly content: string;
  /** -1 error, 0 pending, 1 sent, 2 delivered, 3 received, 4 read, 5 played. */
  readonly status: number;
  /** The tag of the API call that sent it; empty for all others. */
  readonly source: string;
  readonly quotedMessageId: string | null;
  readonly mediaType: string | null;
  readonly isForwarded: boolean;
  /** In the engine's own form. */
  readonly payload: Bytes | null;
  readonly sentAt: Date;
}

/** A later change of a message; it has no effect on a message that is not stored. */
export interface MessageUpdate {
  readonly messageId: string;
  readonly fromMe: boolean;
  /** It only rises. */
  readonly status?: number;
  /** Takes effect only on a message of the same chat and author. */
  readonly edit?: {
    readonly chatJid: string;
    readonly participant: string;
    readonly content: string;
    readonly at: Date;
  };
  /** The text and the payload of a revoked message are deleted. */
  readonly revoke?: { readonly chatJid: string; readonly at: Date };
}
