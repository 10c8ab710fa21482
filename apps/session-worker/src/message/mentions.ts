import { findRecipient } from '@starling/contract';
import { isGroupJid, isLidJid, phoneJidOf } from '@starling/domain';
import { type EngineConnection } from '@starling/whatsapp';

/** The addresses that a text mentions. Only groups have mentions. Names that are no address are ignored. */
export async function mentionsIn(
  connection: EngineConnection,
  jid: string,
  named: readonly string[],
  isAll: boolean,
): Promise<string[]> {
  if (!isGroupJid(jid)) return [];
  const mentioned = named.flatMap((one) => addressOf(one) ?? []);
  if (!isAll) return mentioned;
  return [...new Set([...mentioned, ...(await connection.groupMembers(jid))])];
}

function addressOf(named: string): string | undefined {
  const recipient = findRecipient(named);
  if (recipient?.kind === 'number') return phoneJidOf(recipient.digits);
  return recipient && isLidJid(recipient.jid) ? recipient.jid : undefined;
}
