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

type CipherClass = new (
  ...parts: ConstructorParameters<typeof SessionCipher>
) => SessionCipher & DecryptingCipher;

/**
 * Decrypts as phones do: a failed attempt with a session leaves that session as it was. libsignal in JavaScript
 * advances its ratchet by one step, so that later messages of the session could not be decrypted any more.
 */
export class PhoneCipher extends (SessionCipher as CipherClass) {
  override async doDecryptWhisperMessage(
    message: Uint8Array,
    session: SignalSession,
  ): Promise<Buffer> {
    const before = session.serialize();
    try {
      return await super.doDecryptWhisperMessage(message, session);
    } catch (error) {
      const sessionClass = session.constructor as unknown as SessionClass;
      Object.assign(session, sessionClass.deserialize(before));
      throw error;
    }
  }
}
