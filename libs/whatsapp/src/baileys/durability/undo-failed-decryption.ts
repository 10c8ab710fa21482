import { SessionCipher } from 'libsignal';

/** The parts of libsignal's session that its types leave out. */
interface SignalSession {
  serialize(): unknown;
}

interface DecryptingCipher {
  doDecryptWhisperMessage(message: Uint8Array, session: SignalSession): Promise<Buffer>;
}

/** The class of a session, which libsignal does not export. */
interface SessionClass {
  deserialize(serialized: unknown): SignalSession;
}

let isApplied = false;

/**
 * libsignal tries a message with every session of its sender, newest first, and stores all of them once one has opened
 * it. An attempt that fails has already moved its session one ratchet step on. After a takeover the newest session is
 * one that was just made for sending, while the sender's messages still come on the one before: each of them would
 * damage the new session, and the recipient could not read what is sent with it. With this change a failed attempt
 * leaves its session as it was. It applies to the whole process, and is needed once.
 */
export function undoFailedDecryption(): void {
  if (isApplied) return;
  isApplied = true;
  const cipher = SessionCipher.prototype as unknown as DecryptingCipher;
  const decrypt = cipher.doDecryptWhisperMessage;
  cipher.doDecryptWhisperMessage = async function (message, session) {
    const before = session.serialize();
    try {
      return await decrypt.call(this, message, session);
    } catch (error) {
      const sessionClass = session.constructor as unknown as SessionClass;
      Object.assign(session, sessionClass.deserialize(before));
      throw error;
    }
  };
}
