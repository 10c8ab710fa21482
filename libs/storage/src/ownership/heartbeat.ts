/** A worker whose last beat is older by the database's clock is taken for dead. */
export const HEARTBEAT_VALID_MS = 10_000;

/** SQL: whether the row of `workers` under this alias is of a living worker. */
export const isLiveSql = (alias: string): string =>
  `${alias}.heartbeat_at > now() - interval '${HEARTBEAT_VALID_MS} milliseconds'`;
