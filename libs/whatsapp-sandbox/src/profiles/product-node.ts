import { type BinaryNode, childOf, node, textOf } from '../stanza/node.js';
import type { Collection, Order, Product } from '../world/shops.js';

const APPROVED = 'APPROVED';

const text = (tag: string, content: string | number): BinaryNode =>
  node(tag, {}, Buffer.from(String(content)));

const optional = (tag: string, content: string | undefined): BinaryNode[] =>
  content === undefined ? [] : [text(tag, content)];

const urlOf = (mediaHost: string, { imagePath }: Product): string | undefined =>
  imagePath && `https://${mediaHost}${imagePath}`;

export const productNode = (product: Product, mediaHost: string): BinaryNode => {
  const url = urlOf(mediaHost, product);
  const image =
    url && node('image', {}, [text('request_image_url', url), text('original_image_url', url)]);
  return node('product', { is_hidden: product.isHidden ? 'true' : undefined }, [
    text('id', product.id),
    node('media', {}, image ? [image] : []),
    node('status_info', {}, [text('status', APPROVED)]),
    text('name', product.name),
    text('price', product.price),
    text('currency', product.currency),
    ...optional('description', product.description),
    ...optional('retailer_id', product.retailerId),
    ...optional('url', product.url),
  ]);
};

/**
 * Reads a product that a client sent. Of the URL of its picture only the path is kept: the host is the media server.
 */
export const readProduct = (sent: BinaryNode | undefined): Partial<Product> => {
  const field = (tag: string): string | undefined => textOf(childOf(sent, tag));
  const [name, currency, price] = [field('name'), field('currency'), field('price')];
  const [description, retailerId, url] = [field('description'), field('retailer_id'), field('url')];
  const picture = textOf(childOf(childOf(childOf(sent, 'media'), 'image'), 'url'));
  const hidden = sent?.attrs.is_hidden;
  return {
    ...(name !== undefined && { name }),
    ...(currency !== undefined && { currency }),
    ...(price !== undefined && { price: Number(price) }),
    ...(description !== undefined && { description }),
    ...(retailerId !== undefined && { retailerId }),
    ...(url !== undefined && { url }),
    ...(picture !== undefined && { imagePath: new URL(picture).pathname }),
    ...(hidden !== undefined && { isHidden: hidden === 'true' }),
  };
};

export const collectionNode = (
  { id, name, productIds }: Collection,
  products: readonly Product[],
  mediaHost: string,
): BinaryNode =>
  node('collection', {}, [
    text('id', id),
    text('name', name),
    node('status_info', {}, [text('status', APPROVED), text('can_appeal', 'false')]),
    ...products
      .filter((product) => productIds.includes(product.id))
      .map((product) => productNode(product, mediaHost)),
  ]);

export const orderNode = ({ id, lines }: Order, mediaHost: string): BinaryNode => {
  const total = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  return node('order', { id }, [
    ...lines.map(({ product, quantity }) =>
      node('product', {}, [
        text('id', product.id),
        text('name', product.name),
        node('image', {}, optional('url', urlOf(mediaHost, product))),
        text('price', product.price),
        text('currency', product.currency),
        text('quantity', quantity),
      ]),
    ),
    node('price', {}, [text('total', total), text('currency', lines[0]?.product.currency ?? '')]),
  ]);
};
