import { relative } from 'node:path';

export interface ClosingFacts {
  /** How customers reach it. */
  publicUrl: string;
  /** How this machine reaches it. */
  localUrl: string;
  /** Present at the first start only. */
  tokens?: { admin: string; account: string };
  /** The page of the local WhatsApp, when there is one. */
  sandboxUrl?: string;
  secretsDir: string;
  dataDir: string;
  logPath: string;
}

/** What a start ends with: everything a person needs for the first call. */
export function closingBlock(facts: ClosingFacts): string {
  const { tokens, localUrl } = facts;
  const admin = tokens?.admin ?? '$ADMIN_TOKEN';
  const account = tokens?.account ?? '$ACCOUNT_TOKEN';
  return [
    '',
    `Starling is ready at ${facts.publicUrl}`,
    '',
    ...(tokens
      ? [
          `  account token  ${tokens.account}`,
          `  admin token    ${tokens.admin}`,
          `  (shown this once; kept in ${shorten(facts.secretsDir)})`,
        ]
      : [`  tokens: as shown at the first start (kept in ${shorten(facts.secretsDir)})`]),
    '',
    `  curl ${localUrl}/health`,
    `  curl -H "token: ${account}" ${localUrl}/api/instance/list`,
    `  curl -H "token: ${admin}" ${localUrl}/admin/processes`,
    '',
    ...(facts.sandboxUrl === undefined
      ? []
      : [`  local WhatsApp: ${facts.sandboxUrl} (phones, contacts and chats)`, '']),
    `  data ${shorten(facts.dataDir)} · log ${shorten(facts.logPath)} · stop with Ctrl-C`,
    '',
  ].join('\n');
}

function shorten(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
