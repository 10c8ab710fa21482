import { type MessageBody } from '@starling/contract';
import { type proto } from '@whiskeysockets/baileys';

export type MessageType = MessageBody['type'];

/** The parts of `message` that are null where they are not used. */
export interface Blocks {
  readonly edit: object | null;
  readonly media: object | null;
  readonly location: object | null;
  readonly contact: object | null;
  readonly reaction: object | null;
  readonly interactive: object | null;
}

/** What one kind of content says. */
export interface Reading {
  readonly type: MessageType;
  readonly content: string;
  readonly contextInfo?: proto.IContextInfo | null | undefined;
  readonly blocks?: Partial<Blocks>;
  /** Keys that are only there when they apply. */
  readonly extras?: Readonly<Record<string, object>>;
  /** `image`, `ptt` and the like; null without a file. */
  readonly mediaType?: string;
  /** Another id than that of the message itself. */
  readonly id?: string;
  /** The message that this one is about; who wrote it goes into the block or the reply. */
  readonly about?: proto.IMessageKey | null | undefined;
}

export type Content = proto.IMessage;

/** For content inside of content. */
export type ReadContent = (message: Content | null | undefined) => Reading | undefined;
