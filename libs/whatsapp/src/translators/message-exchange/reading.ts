import { type proto } from '@whiskeysockets/baileys';

export type MessageType =
  | 'text'
  | 'image'
  | 'video'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'reaction'
  | 'poll'
  | 'poll-update'
  | 'event'
  | 'event-response'
  | 'buttons'
  | 'list'
  | 'interactive'
  | 'buttons_response'
  | 'template_button_reply'
  | 'list_response'
  | 'message_edit'
  | 'message_revoke'
  | 'unknown';

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
  readonly extras?: Readonly<Record<string, unknown>>;
  /** `image`, `ptt` and the like; null without a file. */
  readonly mediaType?: string;
  /** Another id than that of the message itself. */
  readonly id?: string;
}

export type Content = proto.IMessage;
