const PENDING = 0;

/**
 * Which of two statuses of one message stands, whichever came first. An error (-1) is above pending and below all that
 * was acknowledged.
 */
export const higherStatus = (one: number, other: number): number =>
  one <= PENDING && other <= PENDING ? Math.min(one, other) : Math.max(one, other);

/** The same in SQL, of two columns. */
export const higherStatusSql = (one: string, other: string): string =>
  `CASE WHEN ${one} <= ${PENDING} AND ${other} <= ${PENDING}
     THEN least(${one}, ${other}) ELSE greatest(${one}, ${other}) END`;
