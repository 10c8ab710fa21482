/** Where the subtype is no extension that people know. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/amr': 'amr',
  'text/plain': 'txt',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};
const EXTENSION = /^[a-z\d]{1,8}$/;

export interface StoredObject {
  readonly pathPrefix: string | null;
  readonly instanceName: string;
  readonly messageId: string;
  readonly mimeType: string;
  readonly fileName: string | null;
  /** When the message was sent, so that a later look for its file finds the same key. */
  readonly sentAt: Date;
}

/** `<pathPrefix>/<instance name>/<yyyy>/<mm>/<dd>/<messageId>.<ext>` */
export function objectKey(object: StoredObject): string {
  const { pathPrefix, instanceName, messageId, mimeType, fileName, sentAt } = object;
  const [yyyy, mm, dd] = sentAt.toISOString().slice(0, 10).split('-') as [string, string, string];
  const prefix = pathPrefix?.replace(/^\/+|\/+$/g, '');
  const name = `${messageId}.${extensionOf(mimeType, fileName)}`;
  return [...(prefix ? [prefix] : []), instanceName, yyyy, mm, dd, name].join('/');
}

function extensionOf(mimeType: string, fileName: string | null): string {
  const named = /\.([^.]+)$/.exec(fileName ?? '')?.[1]?.toLowerCase();
  if (named && EXTENSION.test(named)) return named;
  const bare = (mimeType.split(';')[0] ?? '').trim().toLowerCase();
  const subtype = bare.split('/')[1] ?? '';
  return EXTENSIONS[bare] ?? (EXTENSION.test(subtype) ? subtype : 'bin');
}
