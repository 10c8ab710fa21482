import type { Account } from '../accounts/account.js';
import { lidJid, pnJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import type { Collection, Order, Product } from '../world/shops.js';

/** The business profile and the catalog of a person, as changed on the phone. */
export class Shop {
  private readonly owner: string;

  constructor(
    private readonly world: World,
    private readonly account: Account,
  ) {
    this.owner = lidJid(account);
  }

  get jid(): string {
    return pnJid(this.account);
  }

  /** Sets the category. Only the phone can: clients have no call for it. */
  categorize(category: string): void {
    const { profiles } = this.world;
    profiles.updateBusiness(this.owner, { ...profiles.getBusiness(this.owner), category });
  }

  addProduct(product: Omit<Product, 'id'>): Product {
    return this.keep('products', { ...product, id: this.newId() });
  }

  addCollection(name: string, products: readonly Product[]): Collection {
    const productIds = products.map(({ id }) => id);
    return this.keep('collections', { id: this.newId(), name, productIds });
  }

  addOrder(lines: Order['lines']): Order {
    const token = this.world.random.nextBytes('order-token', 24).toString('base64');
    return this.keep('orders', { id: this.newId(), token, lines });
  }

  private keep<T extends Product | Collection | Order>(
    kind: 'products' | 'collections' | 'orders',
    made: T,
  ): T {
    const { shops } = this.world.profiles;
    (shops.get(this.owner)[kind] as unknown as T[]).push(made);
    shops.save(this.owner);
    return made;
  }

  private newId(): string {
    return this.world.random.nextDigits('shop', 16);
  }
}
