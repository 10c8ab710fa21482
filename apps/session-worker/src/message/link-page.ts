import { TextDecoder } from 'node:util';
import { follow, type OutboundHttp, unpackedBody, runInBackground } from '@starling/platform';
import { Parser } from 'htmlparser2';

const MAX_REDIRECTS = 3;
/** Pages describe themselves at their beginning; the rest is not read. */
const READ_BYTES = 512 * 1_024;
/** Where a page names its own character set. */
const ALPHABET_BYTES = 1_024;
const MAX_TITLE = 300;
const MAX_DESCRIPTION = 1_000;

/** The description that a page gives for links to it. */
export interface LinkPage {
  /** The address that answered. */
  readonly url: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly imageUrl: string | undefined;
}

export interface ReadLimits {
  /** Limit for all redirects and the reading together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Undefined: the answer is no page, or has no title. Throws the errors of the request. */
export async function readLinkPage(
  http: Pick<OutboundHttp, 'send'>,
  link: string,
  limits: ReadLimits,
): Promise<LinkPage | undefined> {
  // Only the beginning of a long page is read.
  const bounds = { ...limits, maxBytes: Number.POSITIVE_INFINITY, mostRedirects: MAX_REDIRECTS };
  const { url, response } = await follow(http, link, bounds);
  const [type = '', ...parameters] = String(response.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'text/html') {
    runInBackground('discard the rest of a response', response.discard());
    return undefined;
  }
  const said = await readHead(unpackedBody(response), alphabetIn(parameters.join(';')));
  return said.page(url);
}

async function readHead(body: AsyncIterable<Buffer>, alphabet: string | undefined): Promise<Said> {
  const said = new Said();
  const parser = new FlatParser(said);
  let decoder: TextDecoder | undefined;
  let leftBytes = READ_BYTES;
  for await (const chunk of body) {
    const bytes = chunk.subarray(0, leftBytes);
    decoder ??= decoderFor(alphabet ?? alphabetIn(bytes.toString('latin1', 0, ALPHABET_BYTES)));
    parser.write(decoder.decode(bytes, { stream: true }));
    leftBytes -= bytes.length;
    if (leftBytes <= 0 || said.isComplete) break;
  }
  return said;
}

/** Keeps no element but a title: deep nesting would cost memory, and a title contains no elements. */
class FlatParser extends Parser {
  protected override isVoidElement(name: string): boolean {
    return name !== 'title';
  }
}

/** The first of repeated values counts. */
class Said {
  private readonly named = new Map<string, string>();
  private title: string | undefined;
  private isInTitle = false;

  get isComplete(): boolean {
    return ['og:title', 'og:description', 'og:image'].every((name) => this.named.has(name));
  }

  onopentag(element: string, attributes: Readonly<Record<string, string>>): void {
    if (element === 'title' && this.title === undefined) {
      this.isInTitle = true;
      this.title = '';
    }
    if (element !== 'meta') return;
    const { property, name, content } = attributes;
    const about = (property ?? name ?? '').toLowerCase();
    if (content && !this.named.has(about)) this.named.set(about, content);
  }

  ontext(text: string): void {
    if (this.isInTitle) this.title += text;
  }

  onclosetag(element: string): void {
    if (element === 'title') this.isInTitle = false;
  }

  page(url: string): LinkPage | undefined {
    const title = inOneLine(this.named.get('og:title') ?? this.title, MAX_TITLE);
    if (!title) return undefined;
    const { named } = this;
    const image = named.get('og:image') ?? named.get('og:image:url');
    const description = named.get('og:description') ?? named.get('description');
    return {
      url,
      title,
      description: inOneLine(description, MAX_DESCRIPTION),
      imageUrl: image && URL.canParse(image, url) ? new URL(image, url).href : undefined,
    };
  }
}

/** Cut between characters, never within one. */
const inOneLine = (text = '', longest: number): string | undefined =>
  [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, longest).join('') || undefined;

const alphabetIn = (text: string): string | undefined =>
  /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1];

function decoderFor(alphabet: string | undefined): TextDecoder {
  try {
    return new TextDecoder(alphabet);
  } catch {
    return new TextDecoder();
  }
}
