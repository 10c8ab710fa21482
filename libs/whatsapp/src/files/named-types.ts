import { extname } from 'node:path';

/** Types that bytes do not show: text in its many uses, and office files that share one container. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  doc: 'application/msword',
  htm: 'text/html',
  html: 'text/html',
  json: 'application/json',
  md: 'text/markdown',
  ppt: 'application/vnd.ms-powerpoint',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xls: 'application/vnd.ms-excel',
  xml: 'application/xml',
};

export const typeByName = (fileName: string | undefined): string | undefined =>
  TYPES[
    extname(fileName ?? '')
      .slice(1)
      .toLowerCase()
  ];

/** The way a file of this type is usually named, if its type is one of those that bytes do not show. */
export const extensionOf = (mimeType: string): string | undefined => {
  const bare = mimeType.split(';')[0]?.trim().toLowerCase();
  return Object.keys(TYPES).findLast((extension) => TYPES[extension] === bare);
};
