import { isJidGroup, proto, type WAMessage } from '@whiskeysockets/baileys';
import { type TranslationContext } from '../context.js';
import { unwrap } from '../../baileys/content/unwrap.js';
import { momentOf } from '../../baileys/content/moment.js';
import { flow, type Flow, type FlowFact, memberOf } from './flow.js';

const { GROUP_PARTICIPANT_CHANGE_NUMBER } = proto.WebMessageInfo.StubType;
const { EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;

/** What Baileys tells of a group only as a message: it has no event for one, and fails to make that of the other. */
export function flowOfMessage(message: WAMessage, context: TranslationContext): Flow | undefined {
  const { key, messageTimestamp } = message;
  const groupJid = key.remoteJid ?? '';
  if (!isJidGroup(groupJid)) return undefined;
  const fact = ephemeralFact(message) ?? changedNumberFact(message, context);
  const author = key.fromMe ? context.own.jid : key.participant;
  const told = { groupJid, author, authorPn: key.participantAlt };
  return fact && flow({ ...told, timestamp: momentOf(messageTimestamp), ...fact }, context);
}

type Fact = Pick<FlowFact, 'type' | 'value' | 'participants'>;

function ephemeralFact({ message }: WAMessage): Fact | undefined {
  const setting = unwrap(message)?.protocolMessage;
  if (setting?.type !== EPHEMERAL_SETTING) return undefined;
  return { type: 'ephemeral', value: setting.ephemeralExpiration ?? 0 };
}

/** The parameters name the old number; who acts is the new one, if anybody is named. */
function changedNumberFact(
  { key, messageStubType, messageStubParameters }: WAMessage,
  context: TranslationContext,
): Fact | undefined {
  if (messageStubType !== GROUP_PARTICIPANT_CHANGE_NUMBER) return undefined;
  const [old] = (messageStubParameters ?? []) as string[];
  const jid = key.participant || old;
  if (!jid) return undefined;
  const other = key.participant ? key.participantAlt : undefined;
  return { type: 'changed_number', participants: [memberOf(jid, other, context)] };
}
