import { type EngineConnection, type OwnIdentity } from '@starling/whatsapp';
import { type SessionAnnouncer } from './session-announcer.js';

/** Name, picture and business of the own account, kept for when the session is closed. A part that is not answered keeps its last value. */
export async function learnProfile(
  socket: EngineConnection,
  own: OwnIdentity,
  announcer: SessionAnnouncer,
): Promise<void> {
  const profile = await socket.readOwnProfile(own);
  announcer.note({
    ...(own.name && { profileName: own.name }),
    ...(profile.pictureUrl !== undefined && { profilePictureUrl: profile.pictureUrl }),
    ...(profile.business !== undefined && {
      isBusiness: profile.business !== null,
      businessName: profile.business?.name ?? '',
    }),
  });
}
