import { type WASocket } from '@whiskeysockets/baileys';
import { type OwnIdentity, type OwnProfile } from '../../port/connection.js';

const NOT_FOUND = 404;
const NOT_AUTHORIZED = 401;

export async function readOwnProfile(
  baileys: Pick<WASocket, 'profilePictureUrl' | 'getBusinessProfile'>,
  { jid, name }: OwnIdentity,
): Promise<OwnProfile> {
  const [pictureUrl, business] = await Promise.all([
    baileys.profilePictureUrl(jid, 'image').then((url) => url ?? '', withoutPicture),
    baileys.getBusinessProfile(jid).then(
      (profile) => (profile ? { name } : null),
      () => undefined,
    ),
  ]);
  return { pictureUrl, business };
}

/** WhatsApp answers with an error when there is no picture. Other errors say nothing about it. */
function withoutPicture(error: unknown): '' | undefined {
  const { data } = error as { data?: unknown };
  return data === NOT_FOUND || data === NOT_AUTHORIZED ? '' : undefined;
}
