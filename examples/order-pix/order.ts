import { orderDetails, pixDynamicCode, reais, type OrderDetails } from "pulumi-whatsapp/orders";

/** A cart of a shop, with prices in reais as text, so that nothing is rounded. */
export interface Cart {
  /** Of the order, in the shop's own books. */
  readonly number: string;
  /** The customer's number, with country code. */
  readonly customer: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly price: string;
    readonly salePrice?: string;
    readonly quantity: number;
  }[];
  readonly shipping: string;
  /** From the bank or payment provider, made for this order. */
  readonly pixCode: string;
}

export interface Shop {
  readonly name: string;
  /** Key of the shop's account. */
  readonly cnpj: string;
}

const minute = 60;

/** Builds the message with its sums. Throws all failures at once if Meta would reject it. */
export function pixOrder(cart: Cart, shop: Shop, now = new Date()): OrderDetails {
  const expires = Math.floor(now.getTime() / 1000) + 30 * minute;
  return orderDetails(
    {
      to: cart.customer,
      body: `Olá! Aqui está o seu pedido ${cart.number}. O código Pix vale por 30 minutos.`,
      footer: shop.name,
      // Unique for each message: sent again with another code, it would be -2.
      referenceId: `${cart.number}-1`,
      type: "physical-goods",
      paymentSettings: [
        pixDynamicCode({ code: cart.pixCode, merchantName: shop.name, key: shop.cnpj, keyType: "CNPJ" }),
      ],
      order: {
        expiration: { timestamp: String(expires), description: "O código Pix expira em 30 minutos" },
        items: cart.lines.map(({ sku, name, price, salePrice, quantity }) => ({
          retailerId: sku,
          name,
          amount: reais(price),
          saleAmount: salePrice === undefined ? undefined : reais(salePrice),
          quantity,
        })),
        shipping: { value: reais(cart.shipping), description: "Entrega em dois dias" },
      },
    },
    { now },
  );
}
