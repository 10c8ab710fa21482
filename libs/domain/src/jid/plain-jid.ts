/** `5511…:12@s.whatsapp.net` → `5511…@s.whatsapp.net`. No device part ever leaves the house. */
export function plainJid(jid: string): string {
  const at = jid.lastIndexOf('@');
  return at < 0 ? jid : withoutDevice(jid.slice(0, at)) + jid.slice(at);
}

/** `user_agent:device`; only a user's digits have those, a group's `<digits>-<digits>` does not. */
const withoutDevice = (user: string): string => user.replace(/^(\d+)(?:_\d+)?(?::\d+)?$/, '$1');
