import { type MessageBody } from '@starling/contract';

/** The name by which WhatsApp knows a message. An address that ends in `Alt` is the other one of the same user. */
export interface MessageKey {
  id?: string | null | undefined;
  remoteJid?: string | null | undefined;
  remoteJidAlt?: string | undefined;
  fromMe?: boolean | null | undefined;
  participant?: string | null | undefined;
  participantAlt?: string | undefined;
}

/** What a key of the message body may hold, over all types of messages. */
type Part<Key extends PropertyKey> = MessageBody extends infer Body
  ? Body extends { readonly [K in Key]?: infer Value }
    ? Value
    : never
  : never;

/** The parts of a message body that are null where a type does not use them. */
export interface Blocks {
  readonly edit: Part<'edit'>;
  readonly media: Part<'media'>;
  readonly location: Part<'location'>;
  readonly contact: Part<'contact'>;
  readonly reaction: Part<'reaction'>;
  readonly interactive: Part<'interactive'>;
}

/** The keys of a message body that are left out where they do not apply. */
interface Extras {
  readonly contacts?: Part<'contacts'>;
  readonly poll?: Part<'poll'>;
  readonly event?: Part<'event'>;
  readonly reply?: Part<'reply'>;
}

interface QuotedContent {
  readonly type: MessageBody['type'];
  readonly content: string;
}

/** What a message says about other messages and people. */
export interface MessageContext {
  readonly isForwarded: boolean;
  readonly mentioned: readonly string[];
  readonly quoted?: {
    readonly messageId: string;
    readonly participant: string | undefined;
    /** Costs the reading of another message. Undefined when nothing of it can be shown. */
    read(): QuotedContent | undefined;
  };
}

/** The content of a message in the words of the contract, before people are named. */
export interface MessageReading {
  readonly type: MessageBody['type'];
  readonly content: string;
  readonly context?: MessageContext | undefined;
  readonly blocks?: Partial<Blocks>;
  readonly extras?: Extras;
  /** `image`, `ptt` and the like; absent without a file. */
  readonly mediaType?: string;
  /** The id that the event carries, when it is not the one of the message itself. */
  readonly id?: string;
  /** The message that a reaction, a vote or an answer is about. */
  readonly about?: MessageKey | null | undefined;
}
