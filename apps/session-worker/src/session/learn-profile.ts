import { type EngineConnection, type OwnIdentity } from '@starling/whatsapp';
import { type SessionAnnouncer } from './session-announcer.js';

/** Stores name, picture and business of the own account, for the time when the session is closed. Parts that WhatsApp does not answer keep their last value. */
export async function learnProfile(
  connection: EngineConnection,
  own: OwnIdentity,
  announcer: SessionAnnouncer,
): Promise<void> {
  const profile = await connection.readOwnProfile(own);
  announcer.note({
    ...(own.name && { profileName: own.name }),
    ...(profile.pictureUrl !== undefined && { profilePictureUrl: profile.pictureUrl }),
    ...(profile.business !== undefined && {
      isBusiness: profile.business !== null,
      businessName: profile.business?.name ?? '',
    }),
  });
}
