import { collectionNode, orderNode, productNode, readProduct } from '../profiles/product-node.js';
import type { Product } from '../world/shops.js';
import { refusal, result } from '../stanza/answers.js';
import { childOf, childrenOf, node, textOf } from '../stanza/node.js';
import { lidJid } from '../accounts/jids.js';
import type { QueryRoute } from './query-route.js';

const xmlns = 'w:biz:catalog';
const DEFAULT_COUNT = 10;

/** Products, collections and orders of businesses. All accounts may read them; only the owner changes them. */
export const catalogRoutes: readonly QueryRoute[] = [
  {
    xmlns,
    type: 'get',
    child: 'product_catalog',
    answer: (query, { account }, world) => {
      const request = childOf(query, 'product_catalog');
      const owner = world.accounts.byJid(request?.attrs.jid);
      if (owner === undefined) return refusal(query, 404, 'item-not-found');
      const visible = world.profiles.shops
        .get(lidJid(owner))
        .products.filter(({ isHidden }) => owner === account || isHidden !== true);
      const count = Number(textOf(childOf(request, 'limit')) ?? DEFAULT_COUNT);
      const after = textOf(childOf(request, 'after'));
      const first = after === undefined ? 0 : visible.findIndex(({ id }) => id === after) + 1;
      const page = visible.slice(first, first + count);
      const cursor = first + count < visible.length ? page.at(-1)?.id : undefined;
      const products = page.map((product) => productNode(product, world.mediaHost));
      const paging =
        cursor === undefined ? [] : [node('paging', {}, [node('after', {}, Buffer.from(cursor))])];
      return result(query, node('product_catalog', {}, [...products, ...paging]));
    },
  },
  {
    xmlns,
    type: 'get',
    child: 'collections',
    answer: (query, _requester, world) => {
      const request = childOf(query, 'collections');
      const owner = world.accounts.byJid(request?.attrs.biz_jid);
      if (owner === undefined) return refusal(query, 404, 'item-not-found');
      const { collections, products } = world.profiles.shops.get(lidJid(owner));
      const visible = products.filter(({ isHidden }) => isHidden !== true);
      const shown = collections
        .slice(0, Number(textOf(childOf(request, 'collection_limit')) ?? DEFAULT_COUNT))
        .map((collection) => collectionNode(collection, visible, world.mediaHost));
      return result(query, node('collections', {}, shown));
    },
  },
  {
    xmlns,
    type: 'set',
    child: 'product_catalog_add',
    answer: (query, { account }, world) => {
      const { shops } = world.profiles;
      const id = world.random.nextDigits('shop', 16);
      const blank = { id, name: '', price: 0, currency: '' };
      const fields = readProduct(childOf(childOf(query, 'product_catalog_add'), 'product'));
      const product: Product = { ...blank, ...fields };
      shops.get(lidJid(account)).products.push(product);
      shops.save(lidJid(account));
      return result(
        query,
        node('product_catalog_add', {}, [productNode(product, world.mediaHost)]),
      );
    },
  },
  {
    xmlns,
    type: 'set',
    child: 'product_catalog_edit',
    answer: (query, { account }, world) => {
      const { shops } = world.profiles;
      const sent = childOf(childOf(query, 'product_catalog_edit'), 'product');
      const id = textOf(childOf(sent, 'id'));
      const product = shops.get(lidJid(account)).products.find((known) => known.id === id);
      if (product === undefined) return refusal(query, 404, 'item-not-found');
      Object.assign(product, readProduct(sent));
      shops.save(lidJid(account));
      return result(
        query,
        node('product_catalog_edit', {}, [productNode(product, world.mediaHost)]),
      );
    },
  },
  {
    xmlns,
    type: 'set',
    child: 'product_catalog_delete',
    answer: (query, { account }, world) => {
      const { shops } = world.profiles;
      const { products } = shops.get(lidJid(account));
      const sent = childrenOf(childOf(query, 'product_catalog_delete'), 'product');
      const ids = new Set(sent.map((product) => textOf(childOf(product, 'id'))));
      const kept = products.filter(({ id }) => !ids.has(id));
      const deleted = products.length - kept.length;
      products.splice(0, products.length, ...kept);
      shops.save(lidJid(account));
      return result(query, node('product_catalog_delete', { deleted_count: deleted }));
    },
  },
  {
    xmlns: 'fb:thrift_iq',
    type: 'get',
    child: 'order',
    answer: (query, _requester, world) => {
      const request = childOf(query, 'order');
      const order = world.profiles.shops.getOrder(request?.attrs.id);
      if (order === undefined || order.token !== textOf(childOf(request, 'token'))) {
        return refusal(query, 404, 'item-not-found');
      }
      return result(query, orderNode(order, world.mediaHost));
    },
  },
];
