import { createHash } from 'node:crypto';
import { type PollVotes } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { type MessageRow, Messages } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { SessionEvents } from '../events/session-events.js';
import { type Engine } from '@starling/whatsapp';
import { InjectEngine } from '../config/engine.js';
import { storedForm } from '../message/message-key.js';
import { type OpenSession } from '../session/open-sessions.js';

interface Vote {
  readonly row: MessageRow;
  readonly voter: string;
  readonly names: readonly string[];
}

/** A stored poll; its payload has the secret that opens its votes. */
export interface StoredPoll {
  readonly row: MessageRow & { readonly payload: Buffer };
  readonly name: string;
  readonly options: readonly string[];
}

/** Counts the stored votes of a poll; the last vote of each voter counts. */
@Injectable()
export class VotesOfPolls {
  constructor(
    private readonly messages: Messages,
    private readonly events: SessionEvents,
    @InjectEngine() private readonly engine: Engine,
  ) {}

  async count(session: OpenSession, { row, name, options }: StoredPoll): Promise<PollVotes> {
    const { scope, instanceId } = session.lease;
    const chatJids = await this.events.books.addressesOf(session.lease, row.chatJid);
    const asked = { chatJids, messageId: row.messageId };
    const answers = await this.messages.answersTo(scope, instanceId, asked, 'poll-update');
    const last = new Map<string, Vote>();
    for (const answer of answers) {
      const vote = await this.read(session, answer, row.payload);
      if (vote) last.set(vote.voter, vote);
    }
    const votes = [...last.values()];
    const votesFor = (option: string) => votes.filter(({ names }) => names.includes(option));
    return {
      messageId: row.messageId,
      name,
      votes: options.map((optionName) => ({
        optionName,
        optionVoteCount: votesFor(optionName).length,
      })),
      voteDetails: votes.flatMap(detailsOf),
    };
  }

  private async read(
    { lease, connection }: OpenSession,
    row: MessageRow,
    poll: Uint8Array,
  ): Promise<Vote | undefined> {
    if (!row.payload) return undefined;
    const { books } = this.events;
    const own = books.ownOf(lease);
    const author = row.fromMe ? own.jid : row.participant || row.chatJid;
    const other = row.fromMe ? undefined : await connection.messages.otherAddressOf(author);
    const { key, ...stored } = storedForm(row, row.payload);
    const alternative = row.participant ? { participantAlt: other } : { remoteJidAlt: other };
    const answer = { ...stored, key: { ...key, ...alternative } };
    const chosen = this.engine.stored.readAnswer(answer, poll, own)?.extras?.poll;
    if (!chosen) return undefined;
    const [voter] = await books.addressesOf(lease, author);
    return { row, voter, names: chosen.options.map(({ name }) => name) };
  }
}

const detailsOf = ({ row, voter, names }: Vote): PollVotes['voteDetails'] =>
  names.map((optionName) => ({
    optionHash: createHash('sha256').update(optionName).digest('hex').toUpperCase(),
    optionName,
    senderJid: voter.replace(/@s\.whatsapp\.net$/, ''),
    voteMessageId: row.messageId,
    createdAt: formatTimestamp(row.sentAt),
  }));
