import { type Content, type Reading } from './reading.js';

/** Menus that this number sent; what they look like is known to who sent them. */
export function readMenus(content: Content): Reading | undefined {
  const { buttonsMessage, listMessage, interactiveMessage, templateMessage } = content;
  if (buttonsMessage) {
    return menu('buttons', buttonsMessage.contentText, buttonsMessage.contextInfo);
  }
  if (listMessage) return menu('list', listMessage.description, listMessage.contextInfo);
  if (interactiveMessage) {
    return menu('interactive', interactiveMessage.body?.text, interactiveMessage.contextInfo);
  }
  const template = templateMessage?.hydratedTemplate ?? templateMessage?.hydratedFourRowTemplate;
  if (!templateMessage) return undefined;
  return menu('interactive', template?.hydratedContentText, templateMessage.contextInfo);
}

const menu = (
  type: 'buttons' | 'list' | 'interactive',
  body: string | null | undefined,
  contextInfo: Reading['contextInfo'],
): Reading => ({ type, content: body ?? '', contextInfo });
