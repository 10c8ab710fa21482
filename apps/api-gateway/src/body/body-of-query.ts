import { type Operation } from '@starling/contract';

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  false: false,
  '0': false,
};

/** Some HTTP libraries drop the body of a DELETE, so its fields are accepted in the query too. */
export const bodyOfQuery = ({ queryFlags }: Operation, query: unknown): object =>
  Object.fromEntries(
    Object.entries(query as Record<string, unknown>).map(([name, value]) => {
      const isFlag = queryFlags.includes(name) && typeof value === 'string';
      return [name, isFlag ? (BOOLEANS[value.toLowerCase()] ?? value) : value];
    }),
  );
