import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks, queryBoolean } from '../fields/leniency.js';
import { queryText } from '../fields/query-text.js';
import { breaksQuery } from '../fields/paging.js';

/** A missing or blank parameter breaks the given error. */
export const messageIdParameter = (code: FixedErrorCode) =>
  queryText.transform((sent, context): string => sent?.trim() || breaks(code)(context));

/** An absent or empty parameter is undefined. */
export const queryFlag = (name: string) =>
  queryText.transform((sent, context): boolean | undefined => {
    if (!sent) return undefined;
    const said = queryBoolean.safeParse(sent);
    return said.success ? said.data : breaksQuery(name)(context);
  });
