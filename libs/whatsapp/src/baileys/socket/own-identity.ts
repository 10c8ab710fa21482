import { type AuthenticationCreds } from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { type OwnIdentity } from '../../port/connection.js';

/** Baileys' name for an account that pairs by code, until WhatsApp gives the real name. */
const PLACEHOLDER = '~';

/** The name of the account; empty until WhatsApp gives it. */
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
