import { createHash } from 'node:crypto';
import { aesEncryptGCM, hmacSign, proto } from '@whiskeysockets/baileys';

interface Vote {
  readonly pollId: string;
  readonly pollCreator: string;
  readonly voter: string;
  readonly secret: Uint8Array;
  readonly options: readonly string[];
  readonly iv: Buffer;
}

/** Encrypts a vote with the poll's secret; the key and the additional data depend on poll, creator and voter. */
export const sealVote = (vote: Vote): proto.Message.IPollEncValue => {
  const context = Buffer.concat([
    Buffer.from(vote.pollId),
    Buffer.from(vote.pollCreator),
    Buffer.from(vote.voter),
    Buffer.from('Poll Vote'),
    Buffer.from([1]),
  ]);
  const root = hmacSign(Buffer.from(vote.secret), Buffer.alloc(32));
  const key = hmacSign(context, root);
  const selected = proto.Message.PollVoteMessage.encode({
    selectedOptions: vote.options.map((option) => createHash('sha256').update(option).digest()),
  }).finish();
  const boundTo = Buffer.from(`${vote.pollId}\u0000${vote.voter}`);
  return { encPayload: aesEncryptGCM(selected, key, vote.iv, boundTo), encIv: vote.iv };
};
