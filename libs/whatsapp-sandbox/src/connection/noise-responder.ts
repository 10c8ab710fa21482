import { createHash, hkdfSync } from 'node:crypto';
import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
} from '@whiskeysockets/baileys';

const NOTHING = Buffer.alloc(0);

/** The keys of an established connection. Each direction has a counter of frames; there is no additional data. */
export class Transport {
  private read = 0;
  private written = 0;

  constructor(
    private readonly readKey: Buffer,
    private readonly writeKey: Buffer,
  ) {}

  encrypt(plain: Uint8Array): Buffer {
    return aesEncryptGCM(plain, this.writeKey, nonce(this.written++), NOTHING);
  }

  decrypt(frame: Uint8Array): Buffer {
    return aesDecryptGCM(frame, this.readKey, nonce(this.read++), NOTHING);
  }
}

export interface ServerHello {
  ephemeral: Uint8Array;
  static: Uint8Array;
  payload: Uint8Array;
}

/** The responder of Noise_XX_25519_AESGCM_SHA256. Call `hello`, then `finish`. */
export class NoiseResponder {
  private hash: Buffer = Buffer.from(NOISE_MODE);
  private salt: Buffer = this.hash;
  private key: Buffer = this.hash;
  private counter = 0;
  private readonly ephemeral = Curve.generateKeyPair();

  constructor(private readonly identity: { staticKey: KeyPair; certificateChain: Uint8Array }) {
    this.mixHash(NOISE_WA_HEADER);
  }

  hello(clientEphemeral: Uint8Array): ServerHello {
    this.mixHash(clientEphemeral);
    this.mixHash(this.ephemeral.public);
    this.mixKey(Curve.sharedKey(this.ephemeral.private, clientEphemeral));
    const sealedStatic = this.encrypt(this.identity.staticKey.public);
    this.mixKey(Curve.sharedKey(this.identity.staticKey.private, clientEphemeral));
    const payload = this.encrypt(this.identity.certificateChain);
    return { ephemeral: this.ephemeral.public, static: sealedStatic, payload };
  }

  /** Throws when the client does not have the private half of the key that it claims. */
  finish(sealedStatic: Uint8Array, sealedPayload: Uint8Array) {
    const clientStatic = this.decrypt(sealedStatic);
    this.mixKey(Curve.sharedKey(this.ephemeral.private, clientStatic));
    const payload = this.decrypt(sealedPayload);
    const [fromClient, toClient] = this.derive(NOTHING);
    return { clientStatic, payload, transport: new Transport(fromClient, toClient) };
  }

  private encrypt(plain: Uint8Array): Buffer {
    const sealed = aesEncryptGCM(plain, this.key, nonce(this.counter++), this.hash);
    this.mixHash(sealed);
    return sealed;
  }

  private decrypt(sealed: Uint8Array): Buffer {
    const plain = aesDecryptGCM(sealed, this.key, nonce(this.counter++), this.hash);
    this.mixHash(sealed);
    return plain;
  }

  private mixHash(data: Uint8Array): void {
    this.hash = createHash('sha256').update(this.hash).update(data).digest();
  }

  private mixKey(secret: Uint8Array): void {
    [this.salt, this.key] = this.derive(secret);
    this.counter = 0;
  }

  private derive(secret: Uint8Array): [Buffer, Buffer] {
    const bytes = Buffer.from(hkdfSync('sha256', secret, this.salt, '', 64));
    return [bytes.subarray(0, 32), bytes.subarray(32)];
  }
}

const nonce = (counter: number): Buffer => {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(counter, 8);
  return iv;
};
