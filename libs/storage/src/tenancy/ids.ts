declare const brand: unique symbol;

/** A UUID of the `accounts` table. */
export type AccountId = string & { readonly [brand]: 'AccountId' };

/** A UUID of the `instances` table; which account it belongs to is only known with a scope. */
export type InstanceId = string & { readonly [brand]: 'InstanceId' };
