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
  /** Where the first picture lies on the media server. */
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
  /** Who has it may read the order. */
  readonly token: string;
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[];
}

export interface ShopRecord {
  readonly products: Product[];
  readonly collections: Collection[];
  readonly orders: Order[];
}

/** What businesses sell and what was ordered, by the LID JID of the business. */
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
