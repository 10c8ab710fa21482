import { type FormContent } from '@starling/contract';
import { type BaileysContent } from './content.js';
import { nativeFlow, wrapped } from './menu.js';

export function composeForm(content: FormContent): BaileysContent {
  const params = content.buttonParamsJson ?? paramsOf(content);
  return wrapped({
    body: { text: content.message },
    nativeFlowMessage: {
      ...nativeFlow([{ name: 'galaxy_message', params }]),
      ...(content.messageVersion !== undefined && { messageVersion: content.messageVersion }),
    },
  });
}

const paramsOf = (content: FormContent) => ({
  flow_message_version: content.flowMessageVersion,
  flow_token: content.flowToken,
  flow_id: content.flowId,
  flow_cta: content.buttonLabel,
  form_type: content.formType,
  full_name_visible: content.fullNameVisible,
  phone_number_visible: content.phoneNumberVisible,
  email_visible: content.emailVisible,
  cpf_or_cnpj_visible: content.cpfOrCnpjVisible,
  delivery_address_visible: content.deliveryAddressVisible,
  ...(content.offerName && { offer_name: content.offerName }),
  ...(content.offerDescription && { offer_description: content.offerDescription }),
});
