import { createHash, createHmac } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Everything but letters, digits and `-._~`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Signature version 4, made again from the request and the secret: whether it says what it was signed for. */
export function isSignedWith(secretKey: string, request: SignedRequest): boolean {
  const fromHeader = ofHeader(request);
  const { credential, signedHeaders, signature, date, payloadHash } =
    fromHeader ?? ofAddress(request);
  const [, day, region, service] = credential.split('/') as [string, string, string, string];
  const { method, url, headers } = request;
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const named = signedHeaders.split(';');
  const canonical = [
    method,
    url.pathname,
    query.join('&'),
    ...named.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    payloadHash,
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretKey}`, day));
  return hmac(key, toSign).toString('hex') === signature;
}

function ofHeader({ headers }: SignedRequest) {
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/;
  const found = form.exec(headers.authorization ?? '');
  if (!found) return undefined;
  const [, credential = '', signedHeaders = '', signature = ''] = found;
  const [date, payloadHash] = [headers['x-amz-date'], headers['x-amz-content-sha256']].map(String);
  return { credential, signedHeaders, signature, date: date ?? '', payloadHash: payloadHash ?? '' };
}

function ofAddress({ url }: SignedRequest) {
  const of = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? '';
  return {
    credential: of('Credential'),
    signedHeaders: of('SignedHeaders'),
    signature: of('Signature'),
    date: of('Date'),
    payloadHash: 'UNSIGNED-PAYLOAD',
  };
}
