import {
  type BinaryNode,
  isJidGroup,
  isPnUser,
  isLidUser,
  normalizeMessageContent,
  proto,
} from '@whiskeysockets/baileys';

const { Type } = proto.Message.ProtocolMessage;

export interface RelayOptions {
  readonly additionalAttributes: { readonly [name: string]: string };
  readonly additionalNodes: BinaryNode[];
}

const node = (tag: string, attrs: BinaryNode['attrs'], content?: BinaryNode[]): BinaryNode => ({
  tag,
  attrs,
  ...(content && { content }),
});

/** The attributes and nodes of the stanza, derived from the content, so that a stored message can be relayed again. */
export function relayOptionsOf(jid: string, message: proto.IMessage): RelayOptions {
  const content = normalizeMessageContent(message) ?? {};
  return {
    additionalAttributes: editAttribute(jid, content.protocolMessage),
    additionalNodes: nodesOf(jid, content),
  };
}

/** `7`: the author takes it back; `8`: an admin does; `1`: it was edited. */
function editAttribute(
  jid: string,
  protocol: proto.Message.IProtocolMessage | null | undefined,
): RelayOptions['additionalAttributes'] {
  if (protocol?.type === Type.MESSAGE_EDIT) return { edit: '1' };
  if (!protocol?.key || protocol.type !== Type.REVOKE) return {};
  return { edit: isJidGroup(jid) && !protocol.key.fromMe ? '8' : '7' };
}

function nodesOf(jid: string, content: proto.IMessage): BinaryNode[] {
  const { pollCreationMessage, pollCreationMessageV2, pollCreationMessageV3 } = content;
  if (pollCreationMessage ?? pollCreationMessageV2 ?? pollCreationMessageV3) {
    return [node('meta', { polltype: 'creation' })];
  }
  if (content.eventMessage) return [node('meta', { event_type: 'creation' })];
  return menuNodes(jid, content);
}

/** Without these the phones of the other side show nothing where a menu should be. */
function menuNodes(jid: string, { interactiveMessage, listMessage }: proto.IMessage): BinaryNode[] {
  if (!interactiveMessage && !listMessage) return [];
  const biz = listMessage
    ? node('list', { type: 'product_list', v: '2' })
    : node('interactive', { type: 'native_flow', v: '1' }, [
        node('native_flow', { v: '9', name: 'mixed' }),
      ]);
  const isPrivate = isPnUser(jid) || isLidUser(jid);
  return [node('biz', {}, [biz]), ...(isPrivate ? [node('bot', { biz_bot: '1' })] : [])];
}
