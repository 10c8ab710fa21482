import { findRecipient } from '@starling/contract';
import { type EngineSocket } from '@starling/whatsapp';

/** Whom a text names. Only groups have mentions. What is no address is left out: the text says it all the same. */
export async function mentionsIn(
  { baileys }: EngineSocket,
  jid: string,
  named: readonly string[],
  isAll: boolean,
): Promise<string[]> {
  if (!jid.endsWith('@g.us')) return [];
  const mentioned = named.flatMap((one) => addressOf(one) ?? []);
  if (!isAll) return mentioned;
  const { participants } = await baileys.groupMetadata(jid);
  return [...new Set([...mentioned, ...participants.map(({ id }) => id)])];
}

function addressOf(named: string): string | undefined {
  const recipient = findRecipient(named);
  if (recipient?.kind === 'number') return `${recipient.digits}@s.whatsapp.net`;
  return recipient?.jid.endsWith('@lid') ? recipient.jid : undefined;
}
