import { type ButtonContent, type CarouselContent, type MenuButton } from '@starling/contract';
import { type BaileysContent } from './content.js';
import { type FlowButton, headerOf, type MenuHeaderMedia, nativeFlow, wrapped } from './menu.js';

export function composeButtons(
  { contentText, headerText, footerText, buttons }: ButtonContent,
  media: MenuHeaderMedia | undefined,
): BaileysContent {
  return wrapped({
    ...((headerText || media) && { header: headerOf(headerText, media) }),
    body: { text: contentText },
    ...(footerText && { footer: { text: footerText } }),
    nativeFlowMessage: nativeFlow(buttons.map(flowButton)),
  });
}

/** `media` by card. */
export function composeCarousel(
  { message, footer, cards }: CarouselContent,
  media: readonly (MenuHeaderMedia | undefined)[],
): BaileysContent {
  return wrapped({
    body: { text: message },
    ...(footer && { footer: { text: footer } }),
    carouselMessage: {
      messageVersion: 1,
      cards: cards.map((card, at) => ({
        header: headerOf(card.title, media[at], card.subtitle),
        body: { text: card.text },
        ...(card.footer && { footer: { text: card.footer } }),
        nativeFlowMessage: nativeFlow(card.buttons.map(flowButton)),
      })),
    },
  });
}

function flowButton({ type, id, displayText: display_text }: MenuButton): FlowButton {
  switch (type) {
    case 'REPLY':
      return { name: 'quick_reply', params: { display_text, id } };
    case 'URL':
      return { name: 'cta_url', params: { display_text, url: id, merchant_url: id } };
    case 'CALL':
      return { name: 'cta_call', params: { display_text, phone_number: id } };
    case 'COPY':
      return { name: 'cta_copy', params: { display_text, copy_code: id, id } };
  }
}
