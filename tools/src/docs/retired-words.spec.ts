import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const THIS_FILE = 'tools/src/docs/retired-words.spec.ts';

/**
 * Words that the project no longer uses, what replaces them, and how many lines still have them. A number may only
 * become smaller; a word without a number is gone. `docs/map.md` has the words that the project does use.
 */
const RETIRED: readonly { word: RegExp; use: string; left?: number }[] = [
  {
    word: /(?<![A-Za-z])[Tt]urns?(?![a-z])|[a-z]Turns?(?![a-z])/,
    use: 'generation, rotation, tick, permit, sequence: by meaning; "makes" or "converts" for the verb',
    // The name of a column, which a running old version reads.
    left: 3,
  },
  {
    word: /\b(Paced|Waiting|Event|Instance)Lines?\b/,
    use: 'SendQueue, PublishBacklog, PendingFileEvents, KeyedQueue',
  },
  {
    word: /\b(Conduct|EventOutlet|Patience|Milestones|SessionVoice|SessionErrand|EveryRequest)\b/,
    use: 'SessionPolicy, EventDispatcher, CommandBudget, LoginProgress, SessionEventSink, SessionRequest, GlobalHooks',
  },
  {
    word: /\b(Parcels?|Knock|ScanByItself|SentBefore|TrafficNotes|Ways|Scratch)\b/,
    use: 'DeliveryBundle, ConnectionProbe, AutoPairing, SentMessageLookup, TrafficStats, AddressResolver, TempFiles',
  },
  {
    word: /\b(SessionMemory|LeasedMemory|MemoryThatCuts|AccountMemory|InboxSender)\b/,
    use: 'SessionStore, FencedSessionStore, AccountCache, InboxWriter',
  },
  { word: /\b(Token|Instance)Directory\b/, use: 'TokenCache, InstanceCache' },
  { word: /\b(MOST|LONGEST|LARGEST)_/, use: 'MAX_' },
  {
    word: /\b(stow|bring|bury|letOut|turnAway|heard|tell|told|settle)\(/,
    use: 'a verb that can be searched: store, fetch, moveToDeadLetters, emit, cancelArrival, onAck',
    left: 115,
  },
  { word: /\b([Ww]hoever|[Nn]obody|[Ss]omebody)\b/, use: 'the name of the subject', left: 155 },
  { word: /never not/, use: 'at least once' },
];

const files = [
  '{apps,libs}/*/src/**/*.ts',
  '{tools,e2e}/{src,bin}/**/*.{ts,mjs}',
  '**/*.md',
].flatMap((pattern) =>
  globSync(pattern, {
    cwd: ROOT,
    exclude: ['**/node_modules/**', '**/generated/**', '**/.*/**', THIS_FILE],
  }),
);

const lines = files.flatMap((file) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .map((text, index) => ({ at: `${file}:${String(index + 1)}`, text })),
);

describe('The words of code and docs', () => {
  it.each(RETIRED)('do not include $word: $use', ({ word, left = 0 }) => {
    const found = lines.filter(({ text }) => word.test(text));
    if (left === 0) expect(found).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(left);
  });
});
