import { type CallUpdatePayload, type MessageStatusPayload } from '@starling/contract';
import { type MessageKey, type MessageReading } from './message.js';
import { type ReceivedFile } from './received-file.js';

/** A message that arrived, or that this number sent. */
export interface MessageFact {
  readonly key: MessageKey;
  /** What the author calls itself; empty when WhatsApp did not say it. */
  readonly pushName: string;
  /** In the form of the contract; null when the message carries no time that a calendar knows. */
  readonly sentAt: string | null;
  /** The tag of the API call that sent the message; empty for all others. */
  readonly source: string;
  /** Undefined when the content is not reported: keys, marks of the protocol, answers that need a stored secret. */
  readonly reading: MessageReading | undefined;
  /** A change of a group that WhatsApp reports as a note in its chat. */
  readonly groupNote?: GroupNote | undefined;
  /** Undefined when the message has no file. */
  readFile(): ReceivedFile | undefined;
  /** Only of votes and answers to invitations. Undefined when the question or its secret is unknown. */
  readAnswer?(): Promise<MessageReading | undefined>;
}

export type GroupNote =
  | { readonly type: 'ephemeral'; readonly seconds: number }
  | { readonly type: 'changed_number'; readonly member: MemberFact };

/** What one receipt says of one message. */
export interface StatusFact {
  readonly key: MessageKey;
  readonly status: MessageStatusPayload['status'];
  /** `self`: another device of this number. */
  readonly reader: 'self' | (string & {}) | null;
  readonly at: string | null;
}

export interface CallFact {
  readonly callId: string;
  readonly status: CallUpdatePayload['status'];
  readonly from: string;
  readonly fromPhone: string | undefined;
  readonly groupJid: string | null;
  readonly isGroup: boolean;
  readonly isVideo: boolean;
  /** Undefined when the stanza does not say it. */
  readonly at: Date | undefined;
  readonly isTimeout: boolean;
  /** Rejected by the settings of this instance. */
  readonly isAutoRejected: boolean;
}

/** A user by both addresses, as far as WhatsApp gives them. */
export interface MemberFact {
  readonly jid: string;
  readonly otherJid?: string | null | undefined;
}

export type MemberChange = 'joined' | 'left' | 'promoted' | 'demoted' | 'changed_number';

/** A field of a group and its new value, by the word of the contract. */
export interface GroupFieldValues {
  readonly name: string;
  readonly topic: string;
  readonly announce: boolean;
  readonly locked: boolean;
  readonly link: string;
  readonly member_add_mode: boolean;
  readonly join_approval: boolean;
  readonly ephemeral: number;
}

export type GroupChange =
  | { readonly type: MemberChange; readonly members: readonly MemberFact[] }
  /** This number came into the group. */
  | { readonly type: 'joined_self' }
  | {
      readonly type: 'join_request';
      readonly members: readonly MemberFact[];
      readonly action: 'created' | 'revoked' | 'rejected';
    }
  | { readonly type: 'fields'; readonly fields: Partial<GroupFieldValues> }
  | { readonly type: 'delete' };

export interface GroupFact {
  readonly groupJid: string;
  /** After the change; undefined when WhatsApp did not say it. */
  readonly groupName?: string | undefined;
  readonly author?: string | null | undefined;
  readonly authorPhone?: string | null | undefined;
  readonly at?: string | null | undefined;
  readonly change: GroupChange;
}

export type LabelFact =
  | {
      readonly type: 'edit';
      readonly labelId: string;
      readonly name: string;
      readonly color: number;
      readonly isDeleted: boolean;
    }
  | {
      readonly type: 'association';
      readonly labelId: string;
      readonly chatJid: string;
      /** Undefined: the whole chat is labelled. */
      readonly messageId: string | undefined;
      readonly isAdded: boolean;
    };

/** What happens to a session, before people are named and before it is known whether any receiver wants it. */
export type EngineFact =
  | { readonly kind: 'message'; readonly message: MessageFact }
  | { readonly kind: 'statuses'; readonly statuses: readonly StatusFact[] }
  | { readonly kind: 'call'; readonly call: CallFact }
  | { readonly kind: 'group'; readonly group: GroupFact }
  | { readonly kind: 'label'; readonly label: LabelFact };

export type FactOf<Kind extends EngineFact['kind']> = Extract<EngineFact, { readonly kind: Kind }>;
