import type { RecordLog } from '../records/record-log.js';

export interface Product {
  readonly id: string;
  name: string;
  /** In thousandths of the currency. */
  price: number;
  currency: string;
  description?: string;
  retailerId?: string;
  url?: string;
  /** The path of the first picture on the media server. */
  imagePath?: string;
  isHidden?: boolean;
}

export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly productIds: readonly string[];
}

export interface Order {
  readonly id: string;
  /** Needed to read the order. */
  readonly token: string;
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[];
}

export interface ShopRecord {
  readonly products: Product[];
  readonly collections: Collection[];
  readonly orders: Order[];
}

/** Products, collections and orders of businesses, by LID JID. */
export class Shops {
  private readonly byOwner = new Map<string, ShopRecord>();

  constructor(private readonly log: RecordLog) {
    for (const [owner, shop] of log.load('shop')) this.byOwner.set(owner, shop as ShopRecord);
  }

  get(owner: string): ShopRecord {
    const shop = this.byOwner.get(owner) ?? { products: [], collections: [], orders: [] };
    this.byOwner.set(owner, shop);
    return shop;
  }

  getOrder(id: string | undefined): Order | undefined {
    for (const { orders } of this.byOwner.values()) {
      const found = orders.find((order) => order.id === id);
      if (found) return found;
    }
    return undefined;
  }

  save(owner: string): void {
    this.log.save('shop', owner, () => this.get(owner));
  }
}
