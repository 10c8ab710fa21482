import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const DAY_MS = YEAR_MS / 365;

export interface MediaCertificates {
  /** For `NODE_EXTRA_CA_CERTS` of processes that upload or download media. */
  readonly caFile: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * A certificate authority and a certificate of it for this machine. With a data folder they stay the same after a
 * restart.
 */
export const mediaCertificates = async (
  dataDir: string | undefined,
): Promise<MediaCertificates> => {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'whatsapp-sandbox-'));
  mkdirSync(folder, { recursive: true });
  const files = {
    ca: join(folder, 'media-ca.pem'),
    certificate: join(folder, 'media-server.pem'),
    key: join(folder, 'media-server.key'),
  };
  if (!existsSync(files.key)) {
    const made = await makeCertificates();
    writeFileSync(files.ca, made.ca);
    writeFileSync(files.certificate, made.certificate);
    writeFileSync(files.key, made.key, { mode: 0o600 });
  }
  const read = (file: string): string => readFileSync(file, 'utf8');
  return {
    caFile: files.ca,
    ca: read(files.ca),
    certificate: read(files.certificate),
    key: read(files.key),
  };
};

const makeCertificates = async () => {
  const usages = ['sign', 'verify'] as const;
  const caKeys = await crypto.subtle.generateKey(ALGORITHM, true, [...usages]);
  const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, [...usages]);
  const notBefore = new Date(Date.now() - DAY_MS);
  const notAfter = new Date(Date.now() + 10 * YEAR_MS);
  const validity = { notBefore, notAfter, signingAlgorithm: ALGORITHM };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    // A unique name, because a client that trusts two authorities of one name tries only one of them.
    name: `CN=WhatsApp sandbox media ${randomUUID()}`,
    keys: caKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: 'CN=localhost',
    issuer: ca.subject,
    publicKey: serverKeys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    ca: ca.toString('pem'),
    certificate: server.toString('pem'),
    key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
  };
};
