import { type proto } from '@whiskeysockets/baileys';
import { type MessageReading } from '../../port/message.js';

export type MessageType = MessageReading['type'];

export type Content = proto.IMessage;

/** What a reader finds in one kind of content: as `MessageReading`, with the context still unread. */
export interface RawReading extends Omit<MessageReading, 'context'> {
  readonly contextInfo?: proto.IContextInfo | null | undefined;
}

/** For content inside of content. */
export type ReadContent = (message: Content | null | undefined) => RawReading | undefined;
