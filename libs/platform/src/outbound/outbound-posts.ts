import { type Agent } from 'undici';
import { Deadlines } from './deadlines.js';
import { type BriefAnswer, Posting } from './posting.js';

const MAX_REMEMBERED_URLS = 1_000;

export interface OutboundPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Place {
  readonly origin: string;
  readonly path: string;
}

/** Many short POSTs with one time limit, from the first connect to the last byte of the headers. */
export class OutboundPosts {
  private readonly places = new Map<string, Place>();
  private readonly deadlines: Deadlines;

  constructor(
    private readonly agent: Agent,
    private readonly parse: (url: string) => URL,
    timeoutMs: number,
  ) {
    this.deadlines = new Deadlines(timeoutMs);
  }

  send({ url, headers, body }: OutboundPost): Promise<BriefAnswer> {
    return new Promise((resolve, reject) => {
      const { origin, path } = this.placeOf(url);
      const over = () => this.deadlines.remove(posting);
      const posting = new Posting({ resolve, reject, over });
      this.deadlines.add(posting);
      // The deadline bounds the whole; undici's own limits would come beside it.
      const limits = { headersTimeout: 0, bodyTimeout: 0 };
      this.agent.dispatch({ method: 'POST', origin, path, headers, body, ...limits }, posting);
    });
  }

  /** Few urls get many posts, and reading one is dear. */
  private placeOf(url: string): Place {
    const known = this.places.get(url);
    if (known) return known;
    const { origin, pathname, search } = this.parse(url);
    const place = { origin, path: pathname + search };
    if (this.places.size >= MAX_REMEMBERED_URLS) this.places.clear();
    this.places.set(url, place);
    return place;
  }
}
