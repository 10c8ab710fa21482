import { type AuthenticationCreds, BufferJSON } from '@whiskeysockets/baileys';

export const encodeCreds = (creds: AuthenticationCreds): Uint8Array =>
  Buffer.from(JSON.stringify(creds, BufferJSON.replacer));

export const decodeCreds = (bytes: Uint8Array): AuthenticationCreds =>
  JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver) as AuthenticationCreds;

/** Before the phone has confirmed the pairing they open nothing. */
export const arePaired = ({ me, account }: AuthenticationCreds): boolean =>
  me !== undefined && account !== undefined;
