const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  false: false,
  '0': false,
};

/** Some HTTP libraries drop the body of a DELETE; their users then say the same in the query. */
export const bodyOfQuery = (query: object): object =>
  Object.fromEntries(
    Object.entries(query as Record<string, unknown>).map(([name, value]) => {
      const text = typeof value === 'string' ? value.toLowerCase() : '';
      return [name, name === 'messageId' ? value : (BOOLEANS[text] ?? value)];
    }),
  );
