import {
  type BinaryNode,
  getBinaryNodeChild,
  isJidGroup,
  type WASocket,
} from '@whiskeysockets/baileys';
import { groupFact } from '../facts/learn.js';
import { type AddressBook } from '../../address-book/address-book.js';

/** Fills the address book with the groups of one number. */
export class GroupLookUps {
  private isLoaded = false;

  constructor(
    private readonly baileys: Pick<WASocket, 'groupFetchAllParticipating' | 'groupMetadata'>,
    private readonly book: Pick<AddressBook, 'askGroup'>,
  ) {}

  /** Names of all groups, which of them announce for a community, and the phones of their members. */
  async load(): Promise<void> {
    await this.baileys.groupFetchAllParticipating();
    this.isLoaded = true;
  }

  /**
   * A group that is unknown although all have been loaded: this number was added to it just now. Undefined: the stanza
   * need not wait.
   */
  readonly untilKnown = (stanza: BinaryNode): Promise<void> | undefined => {
    const groupJid = stanza.attrs['from'];
    if (!this.isLoaded || !groupJid || !isJidGroup(groupJid)) return undefined;
    // Names the group itself.
    if (getBinaryNodeChild(stanza, 'create')) return undefined;
    return this.book.askGroup(groupJid, async (jid) =>
      groupFact(await this.baileys.groupMetadata(jid)),
    );
  };
}
