import { type InlineMedia, type MediaInput } from '@starling/contract';

const WHITESPACE = /\s+/g;
const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;

/** The same body, with every stored file in the place of its name. Text that is not base64 is marked as such. */
export function withFiles(value: unknown, files: ReadonlyMap<string, MediaInput>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isInline(value)) return files.get(value.base64) ?? checked(value);
  if (Array.isArray(value)) return value.map((one: unknown) => withFiles(one, files));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withFiles(one, files)]),
  );
}

const isInline = (value: object): value is InlineMedia =>
  'kind' in value && value.kind === 'inline' && 'base64' in value;

function checked(input: InlineMedia): MediaInput {
  const base64 = input.base64.replaceAll(WHITESPACE, '');
  const isReadable = base64 !== '' && base64.length % 4 !== 1 && BASE64.test(base64);
  return isReadable ? { ...input, base64 } : { kind: 'unreadable' };
}
