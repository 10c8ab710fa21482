import { z } from 'zod';
import { breaks } from './leniency.js';
import { queryText } from './query-text.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../limits/limits.js';

/** Empty is the same as absent. */
const wanted = (text: string | undefined): string | undefined => text || undefined;

export const filterText = queryText.transform(wanted);

/** A cursor is opaque. Only the storage that made it can check it; a wrong one is `InvalidQueryParameter`. */
export const pageQuery = {
  limit: queryText
    .transform((text, context) => {
      if (!wanted(text)) return DEFAULT_PAGE_SIZE;
      const limit = /^\d{1,6}$/.test(text as string) ? Number(text) : 0;
      return limit >= 1 ? Math.min(limit, MAX_PAGE_SIZE) : breaksQuery('limit')(context);
    })
    .describe(`1 to ${MAX_PAGE_SIZE}, more is taken as that; default ${DEFAULT_PAGE_SIZE}`),
  cursor: filterText.describe('`meta.nextCursor` of the page before'),
};

export const pageMeta = z.strictObject({
  nextCursor: z.string().nullable().describe('Null on the last page'),
});

export const breaksQuery = (name: string) => breaks('InvalidQueryParameter', { name });

/** One of the given words; may be absent. */
export const filterWord = <Word extends string>(name: string, words: readonly Word[]) =>
  filterText.transform((text, context): Word | undefined => {
    const word = words.find((candidate) => candidate === text);
    return text !== undefined && word === undefined ? breaksQuery(name)(context) : word;
  });
