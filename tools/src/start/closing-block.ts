import { relative } from 'node:path';

export interface ClosingFacts {
  /** The URL for customers. */
  publicUrl: string;
  /** The URL on this machine. */
  localUrl: string;
  /** Only the first start shows the tokens. */
  tokens?: { admin: string; account: string };
  /** The page of the local WhatsApp, with `--sandbox`. */
  sandboxUrl?: string;
  secretsDir: string;
  dataDir: string;
  logPath: string;
}

/** The last lines of a start: everything that a person needs for the first call. */
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
