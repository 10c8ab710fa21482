import { type proto } from '@whiskeysockets/baileys';
import { type Content, type RawReading } from './reading.js';

type Flow = proto.Message.InteractiveMessage.INativeFlowMessage;

/** Menus sent from this number are reported without their layout. */
export function readMenus(content: Content): RawReading | undefined {
  const { buttonsMessage, listMessage, interactiveMessage, templateMessage } = content;
  if (buttonsMessage) {
    return menu('buttons', buttonsMessage.contentText, buttonsMessage.contextInfo);
  }
  if (listMessage) return menu('list', listMessage.description, listMessage.contextInfo);
  if (interactiveMessage) {
    const { body, contextInfo, nativeFlowMessage } = interactiveMessage;
    return menu(typeOf(nativeFlowMessage), body?.text, contextInfo);
  }
  const template = templateMessage?.hydratedTemplate ?? templateMessage?.hydratedFourRowTemplate;
  if (!templateMessage) return undefined;
  return menu('interactive', template?.hydratedContentText, templateMessage.contextInfo);
}

/** Modern clients send buttons as a native flow. */
const BUTTONS: ReadonlySet<string> = new Set(['quick_reply', 'cta_url', 'cta_call', 'cta_copy']);

function typeOf(flow: Flow | null | undefined): 'buttons' | 'list' | 'interactive' {
  const names = (flow?.buttons ?? []).map(({ name }) => name ?? '');
  if (names.length === 0) return 'interactive';
  if (names.every((name) => BUTTONS.has(name))) return 'buttons';
  return names.every((name) => name === 'single_select') ? 'list' : 'interactive';
}

const menu = (
  type: 'buttons' | 'list' | 'interactive',
  body: string | null | undefined,
  contextInfo: RawReading['contextInfo'],
): RawReading => ({ type, content: body ?? '', contextInfo });
