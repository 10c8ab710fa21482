import {
  type ButtonContent,
  type CarouselContent,
  type ContactContent,
  type PixContent,
  type PlainContents,
  type ReactionContent,
  type StatusContent,
} from '@starling/contract';
import { type MessageKey } from './message.js';

/** The preview of a page, as phones show it under a text with a link. */
export interface LinkPreview {
  /** The address of the page after redirects. */
  readonly url: string;
  readonly title: string;
  readonly description: string | undefined;
  /** JPEG. */
  readonly thumbnail: Buffer | undefined;
}

export interface LinkInText extends LinkPreview {
  /** As it stands in the text. */
  readonly written: string;
}

/** A file on this machine's disk that is ready for upload. */
export interface FileContent {
  readonly kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  readonly path: string;
  readonly mimeType: string;
  readonly fileName?: string;
  readonly caption?: string;
  readonly mentions?: readonly string[];
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** JPEG as base64; absent: the message shows none. */
  readonly thumbnail?: string | undefined;
  readonly seconds?: number | undefined;
  readonly isVoice?: boolean;
  readonly waveform?: Uint8Array;
  readonly isAnimated?: boolean | undefined;
}

/** A message that is stored, as something to quote or to forward. */
export interface StoredContent {
  readonly key: MessageKey;
  /** The message in the engine's own form. */
  readonly payload: Uint8Array;
  readonly sentAt: Date;
}

/** A body of the contract that is composed as it is. */
type PlainContent = {
  readonly [Kind in keyof PlainContents]: {
    readonly kind: Kind;
    readonly body: PlainContents[Kind];
  };
}[keyof PlainContents];

/** What a message says, in the words of the contract; the engine makes WhatsApp's form of it. */
export type OutgoingContent =
  | PlainContent
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly mentions?: readonly string[];
      readonly link?: LinkInText | undefined;
    }
  | { readonly kind: 'file'; readonly file: FileContent }
  | { readonly kind: 'contact'; readonly contact: ContactContent }
  | { readonly kind: 'reaction'; readonly reaction: ReactionContent }
  | { readonly kind: 'pix'; readonly pix: PixContent; readonly reference: string }
  | {
      readonly kind: 'buttons';
      readonly buttons: ButtonContent;
      readonly header: FileContent | undefined;
    }
  | {
      readonly kind: 'carousel';
      readonly carousel: CarouselContent;
      /** One for each card. */
      readonly headers: readonly (FileContent | undefined)[];
    }
  | {
      readonly kind: 'story';
      readonly story: Pick<StatusContent, 'message' | 'backgroundColor' | 'font'>;
    }
  | { readonly kind: 'edit'; readonly text: string; readonly edited: MessageKey }
  | { readonly kind: 'revoke'; readonly revoked: MessageKey }
  | { readonly kind: 'forward'; readonly original: StoredContent };

export type ContentOf<Kind extends OutgoingContent['kind']> = Extract<
  OutgoingContent,
  { readonly kind: Kind }
>;

/** A message on its way out. */
export interface Outgoing {
  /** Reserved before the message is composed, so that it can be found by this id after a crash. */
  readonly messageId: string;
  readonly jid: string;
  readonly content: OutgoingContent;
  readonly quoted?: StoredContent | undefined;
  /** The caller's tag; empty when no API call sent the message. */
  readonly source: string;
  /** The people who may see a story. */
  readonly audience?: readonly string[];
}

/** Stored, and perhaps sent: its process ended before WhatsApp answered. */
export interface UnsettledMessage {
  readonly messageId: string;
  readonly jid: string;
  readonly payload: Uint8Array;
  readonly source: string;
  readonly sentAt: Date;
}

/**
 * `throttled`: WhatsApp limits the rate. `too_large`: the encoded message is above the limit. In every case nothing has
 * gone out.
 */
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
 * WhatsApp's answer to a message that has left. `unwelcome`: the number may not write to strangers for a while;
 * `refused`: something is wrong with the message itself.
 */
export type Answer = 'accepted' | 'unwelcome' | 'throttled' | 'refused';
