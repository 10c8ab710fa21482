import { encodeWAMessage, type proto } from '@whiskeysockets/baileys';
import type { Encrypted, SignalEndpoint } from '../signal/endpoint.js';
import { node, seconds } from '../stanza/node.js';
import type { Account, Envelope } from '../accounts/account.js';
import { deliverTo } from '../delivery/deliver.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';
import { encryptFor } from './encryption.js';
import {
  directAttributes,
  directContent,
  groupJidOf,
  type Outgoing,
  sharedAttributes,
  STATUS,
} from './outgoing.js';
import { Serial } from './serial.js';

interface Resend {
  readonly account: Account;
  readonly companion: Companion;
  readonly count: number;
}

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
      const shared = groupJidOf(outgoing);
      const content =
        shared === undefined
          ? directContent(this.account, outgoing, account)
          : { ...outgoing.message, ...(await this.keyMessage(shared)) };
      const sealed = await this.encryptFor(account, companion, encodeWAMessage(content));
      const ciphertext = node('enc', { v: 2, type: sealed.type, count }, sealed.ciphertext);
      const attributes =
        shared === undefined
          ? directAttributes(this.world, this.account, outgoing, account)
          : sharedAttributes(this.world, this.account, outgoing, shared);
      deliverTo(this.world, companion, node('message', attributes, [ciphertext]));
    });
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
      const padded = encodeWAMessage(directContent(this.account, outgoing, account));
      const attributes = directAttributes(this.world, this.account, outgoing, account);
      for (const companion of account.companions.values()) {
        const { type, ciphertext } = await this.encryptFor(account, companion, padded);
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
    const attributes = sharedAttributes(this.world, this.account, outgoing, group);
    const holders = this.keyHolders.get(group) ?? new Set<string>();
    this.keyHolders.set(group, holders);
    for (const account of audience) {
      for (const companion of account.companions.values()) {
        const content = [shared, ...outgoing.children];
        if (!holders.has(holderKey(account, companion))) {
          const key = await this.encryptFor(account, companion, encodeWAMessage(keyMessage));
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

  private encryptFor(account: Account, companion: Companion, padded: Buffer): Promise<Encrypted> {
    return encryptFor(this.world, this.endpoint, account, companion, padded);
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
}

const holderKey = (account: Account, companion: Companion): string =>
  `${account.lid}/${companion.id}`;
