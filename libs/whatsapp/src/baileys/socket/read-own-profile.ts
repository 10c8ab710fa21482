import { type EngineSocket } from './engine-socket.js';
import { type OwnIdentity } from '../../port/connection.js';

export interface OwnProfile {
  /** `""`: no picture; undefined: not answered. */
  readonly pictureUrl: string | undefined;
  /** Null: not a business; undefined: not answered. */
  readonly business: { readonly name: string } | null | undefined;
}

const NOT_FOUND = 404;
const NOT_AUTHORIZED = 401;

export async function readOwnProfile(
  { baileys }: EngineSocket,
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

/** That there is none is answered with an error; any other error says nothing of the picture. */
function withoutPicture(error: unknown): '' | undefined {
  const { data } = error as { data?: unknown };
  return data === NOT_FOUND || data === NOT_AUTHORIZED ? '' : undefined;
}
