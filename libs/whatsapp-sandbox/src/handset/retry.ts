import { readRetryBundle } from '../signal/bundle-node.js';
import { childOf, type BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { issueKeyBundle } from '../delivery/key-bundles.js';
import type { PhoneContext } from './phone-context.js';

/**
 * Answers a retry receipt: opens a new session with the keys in it, or else with keys of the server, and sends the
 * message again under its id.
 */
export const answerRetry = async (
  phone: PhoneContext,
  receipt: BinaryNode,
  from: Account,
  device: number,
): Promise<void> => {
  const { world, endpoint, messageSender } = phone;
  const outgoing = phone.sentMessage(receipt.attrs.id ?? '');
  const companion = from.companions.get(device);
  if (!phone.behavior.answersRetries || !outgoing || !companion) return;
  const bundle = readRetryBundle(receipt) ?? issueKeyBundle(world, from, device);
  if (bundle === undefined) return;
  await endpoint.openSession(from.lid, device, bundle);
  const count = Number(childOf(receipt, 'retry')?.attrs.count ?? 1);
  await messageSender.resend(outgoing, { account: from, companion, count });
  world.statistics.retriesAnswered++;
};
