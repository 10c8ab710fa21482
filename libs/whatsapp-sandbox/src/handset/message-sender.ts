import { encodeWAMessage, getContentType, type proto } from '@whiskeysockets/baileys';
import type { Group } from '../world/group.js';
import type { Encrypted, SignalEndpoint } from '../signal/endpoint.js';
import { node, seconds, type BinaryNode } from '../stanza/node.js';
import { recipientNames } from '../traffic/direct-messages.js';
import type { Account, Addressing, Envelope } from '../accounts/account.js';
import { deliverTo } from '../delivery/deliver.js';
import type { Companion } from '../accounts/device.js';
import { jidOf, otherNameOf } from '../accounts/jids.js';
import { issueKeyBundle } from '../delivery/key-bundles.js';
import type { World } from '../world/world.js';
import { Serial } from './serial.js';

/** A message that a phone sends, and its destination. */
export interface Outgoing {
  readonly id: string;
  readonly to: Account | Group | readonly Account[];
  readonly message: proto.IMessage;
  readonly addressing: Addressing;
  /** More attributes of the stanza, for example `edit`. */
  readonly attributes: Record<string, string>;
  readonly children: readonly BinaryNode[];
}

interface Resend {
  readonly account: Account;
  readonly companion: Companion;
  readonly count: number;
}

const STATUS = 'status@broadcast';

/**
 * Encrypts the messages of a phone for every device that may read them, and delivers them. Phones get them as plain
 * text.
 */
export class MessageSender {
  private readonly outgoing = new Serial();
  /** Devices that have this phone's sender key, by group. */
  private readonly keyHolders = new Map<string, Set<string>>();
  private corruptsNext = false;

  constructor(
    private readonly world: World,
    private readonly account: Account,
    private readonly endpoint: SignalEndpoint,
  ) {}

  idle(): Promise<void> {
    return this.outgoing.idle();
  }

  send(outgoing: Outgoing): Promise<void> {
    return this.outgoing.run(async () => {
      await this.sendNow(outgoing);
      this.corruptsNext = false;
    });
  }

  /** The ciphertexts of the next message cannot be decrypted. */
  corruptNextMessage(): void {
    this.corruptsNext = true;
  }

  /** Encrypts a message again for one device, with its current session. */
  resend(outgoing: Outgoing, resend: Resend): Promise<void> {
    return this.outgoing.run(async () => {
      const { account, companion, count } = resend;
      const { to, message } = outgoing;
      const shared = 'lid' in to ? undefined : groupOf(to);
      const content =
        shared === undefined
          ? this.directContent(outgoing, account)
          : { ...message, ...(await this.keyMessage(shared)) };
      const sealed = await this.sealFor(account, companion, encodeWAMessage(content));
      const ciphertext = node('enc', { v: 2, type: sealed.type, count }, sealed.ciphertext);
      const attributes =
        shared === undefined
          ? this.directAttributes(outgoing, account)
          : this.sharedAttributes(outgoing, shared);
      deliverTo(this.world, companion, node('message', attributes, [ciphertext]));
    });
  }

  forgetKeyHolder(group: string, account: Account, companion: Companion): void {
    this.keyHolders.get(group)?.delete(holderKey(account, companion));
  }

  private async sendNow(outgoing: Outgoing): Promise<void> {
    if ('lid' in outgoing.to) return this.sendDirect(outgoing, outgoing.to);
    if ('jid' in outgoing.to) {
      const members = [...outgoing.to.members.keys()].flatMap(
        (lid) => this.world.accounts.byLid(lid) ?? [],
      );
      return this.sendShared(outgoing, outgoing.to.jid, members);
    }
    return this.sendShared(outgoing, STATUS, [this.account, ...outgoing.to]);
  }

  private async sendDirect(outgoing: Outgoing, to: Account): Promise<void> {
    if (to.blocked.has(this.account.lid)) return;
    for (const account of new Set([to, this.account])) {
      if (account.companions.size === 0) continue;
      const padded = encodeWAMessage(this.directContent(outgoing, account));
      const attributes = this.directAttributes(outgoing, account);
      for (const companion of account.companions.values()) {
        const { type, ciphertext } = await this.sealFor(account, companion, padded);
        const content = [
          node('enc', { v: 2, type }, this.corruptIfWanted(ciphertext)),
          ...outgoing.children,
        ];
        deliverTo(this.world, companion, node('message', attributes, content));
      }
    }
    if (to !== this.account) to.phone.receivePlain(this.envelope(outgoing), outgoing.message);
  }

  private async sendShared(outgoing: Outgoing, group: string, audience: Account[]): Promise<void> {
    const keyMessage = await this.keyMessage(group);
    const ciphertext = await this.endpoint.encryptGroup(group, encodeWAMessage(outgoing.message));
    const shared = node('enc', { v: 2, type: 'skmsg' }, this.corruptIfWanted(ciphertext));
    const attributes = this.sharedAttributes(outgoing, group);
    const holders = this.keyHolders.get(group) ?? new Set<string>();
    this.keyHolders.set(group, holders);
    for (const account of audience) {
      for (const companion of account.companions.values()) {
        const content = [shared, ...outgoing.children];
        if (!holders.has(holderKey(account, companion))) {
          const key = await this.sealFor(account, companion, encodeWAMessage(keyMessage));
          content.unshift(node('enc', { v: 2, type: key.type }, key.ciphertext));
          holders.add(holderKey(account, companion));
        }
        deliverTo(this.world, companion, node('message', attributes, content));
      }
      if (account !== this.account) {
        account.phone.receivePlain(this.envelope(outgoing, group), outgoing.message);
      }
    }
  }

  private async keyMessage(group: string): Promise<proto.IMessage> {
    const key = await this.endpoint.distribution(group);
    return {
      senderKeyDistributionMessage: { groupId: group, axolotlSenderKeyDistributionMessage: key },
    };
  }

  private async sealFor(
    account: Account,
    companion: Companion,
    padded: Buffer,
  ): Promise<Encrypted> {
    if (!this.endpoint.hasSession(account.lid, companion.id)) {
      const bundle = issueKeyBundle(this.world, account, companion.id);
      if (bundle) await this.endpoint.openSession(account.lid, companion.id, bundle);
    }
    return this.endpoint.encrypt(account.lid, companion.id, padded);
  }

  private corruptIfWanted(ciphertext: Buffer): Buffer {
    if (!this.corruptsNext) return ciphertext;
    const corrupted = Buffer.from(ciphertext);
    corrupted[corrupted.length - 1]! ^= 0xff;
    return corrupted;
  }

  private envelope(outgoing: Outgoing, group?: string): Envelope {
    return {
      id: outgoing.id,
      sender: this.account,
      senderDevice: 0,
      group,
      destination: undefined,
      addressing: outgoing.addressing,
      timestamp: seconds(this.world.now()),
    };
  }

  /** The sender's own devices get the message with its destination, the others get the message alone. */
  private directContent({ to, message, addressing }: Outgoing, reader: Account): proto.IMessage {
    if (reader !== this.account || !('lid' in to) || to === this.account) return message;
    return {
      deviceSentMessage: { destinationJid: jidOf(to, addressing), message },
      messageContextInfo: message.messageContextInfo ?? null,
    };
  }

  private directAttributes(outgoing: Outgoing, reader: Account): Record<string, string> {
    const { to, addressing } = outgoing;
    const isCopy = reader === this.account && 'lid' in to && to !== this.account;
    const names = isCopy
      ? recipientNames(this.world, jidOf(to, addressing))
      : {
          [addressing === 'lid' ? 'sender_pn' : 'sender_lid']: otherNameOf(
            this.account,
            addressing,
          ),
        };
    return this.attributes(outgoing, { from: jidOf(this.account, addressing), ...names });
  }

  private sharedAttributes(outgoing: Outgoing, group: string): Record<string, string> {
    const { addressing } = outgoing;
    return this.attributes(outgoing, {
      from: group,
      participant: jidOf(this.account, addressing),
      [addressing === 'lid' ? 'participant_pn' : 'participant_lid']: otherNameOf(
        this.account,
        addressing,
      ),
      addressing_mode: addressing,
    });
  }

  private attributes(
    { id, message, attributes }: Outgoing,
    names: Record<string, string | undefined>,
  ): Record<string, string> {
    return node('message', {
      id,
      type: typeOf(message),
      t: seconds(this.world.now()),
      notify: this.account.name,
      ...names,
      ...attributes,
    }).attrs;
  }
}

const groupOf = (to: Group | readonly Account[]): string => ('jid' in to ? to.jid : STATUS);

const holderKey = (account: Account, companion: Companion): string =>
  `${account.lid}/${companion.id}`;

const TYPES: Readonly<Record<string, string>> = {
  conversation: 'text',
  extendedTextMessage: 'text',
  protocolMessage: 'text',
  reactionMessage: 'reaction',
  pollCreationMessage: 'poll',
  pollCreationMessageV3: 'poll',
  pollUpdateMessage: 'poll',
  eventMessage: 'event',
};

const typeOf = (message: proto.IMessage): string =>
  TYPES[getContentType(message) ?? 'conversation'] ?? 'media';
