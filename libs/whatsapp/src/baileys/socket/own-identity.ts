import { type AuthenticationCreds } from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { type OwnIdentity } from '../../port/connection.js';

/** Baileys names an account so while it pairs by code, until WhatsApp has said the real name. */
const PLACEHOLDER = '~';

/** What the owner of the account is called; empty while WhatsApp has not said it. */
export function ownNameOf(me: AuthenticationCreds['me']): string {
  const name = me?.name ?? '';
  return name === PLACEHOLDER ? '' : name;
}

export function ownIdentityOf({ me }: AuthenticationCreds): OwnIdentity {
  return {
    jid: plainJid(me?.id ?? ''),
    lid: me?.lid ? plainJid(me.lid) : null,
    name: ownNameOf(me),
  };
}
