import { type AnyMessageContent, type proto } from '@whiskeysockets/baileys';

/** As Baileys composes it, or composed already where Baileys has no form of it. */
export type BaileysContent = AnyMessageContent | { readonly composed: proto.IMessage };
