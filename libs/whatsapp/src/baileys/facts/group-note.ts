import { isGroupJid } from '@starling/domain';
import { proto, type WAMessage } from '@whiskeysockets/baileys';
import { type GroupNote } from '../../port/facts.js';
import { unwrap } from '../content/unwrap.js';

const { GROUP_PARTICIPANT_CHANGE_NUMBER } = proto.WebMessageInfo.StubType;
const { EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;

/** Two changes of a group reach us as messages only: Baileys emits no event for them, or fails to. */
export function groupNoteOf(message: WAMessage): GroupNote | undefined {
  if (!isGroupJid(message.key.remoteJid)) return undefined;
  return ephemeralNote(message) ?? changedNumberNote(message);
}

function ephemeralNote({ message }: WAMessage): GroupNote | undefined {
  const setting = unwrap(message)?.protocolMessage;
  if (setting?.type !== EPHEMERAL_SETTING) return undefined;
  return { type: 'ephemeral', seconds: setting.ephemeralExpiration ?? 0 };
}

/** The parameters name the old number. The participant, if there is one, is the new number. */
function changedNumberNote({
  key,
  messageStubType,
  messageStubParameters,
}: WAMessage): GroupNote | undefined {
  if (messageStubType !== GROUP_PARTICIPANT_CHANGE_NUMBER) return undefined;
  const [old] = (messageStubParameters ?? []) as string[];
  const jid = key.participant || old;
  if (!jid) return undefined;
  const otherJid = key.participant ? key.participantAlt : undefined;
  return { type: 'changed_number', member: { jid, otherJid } };
}
