/**
 * Order messages of the Payments API in Brazil: `order_details` and `order_status`, exact and validated before they are sent. A
 * library for services; it does not depend on Pulumi.
 */
export { InvalidOrder, orderDetails, orderStatus, type BuildOptions } from "./build";
export { orderDetailsTemplate, orderStatusTemplate } from "./build-template";
export { boleto, offsiteCardPay, paymentLink, pixDynamicCode } from "./payment-settings";
export { previewOrder, type PreviewOptions } from "./preview";
export { validateOrderMessage, type ValidateOptions, type Validation } from "./validate";
export { correlationIdOf, OrderClient, type SendOptions } from "./client";
export { InvalidSettings, type OrderClientOptions } from "./client-options";
export type { Accepted, NotSent, Rejected, SendError, SendResult, UnknownOutcome } from "./send-result";
export type { ErrorKind, ErrorRetry, SendOutcome } from "../schema/error-codes";
export { fromWire, orderWarnings, toWire, type OrderMessage } from "../schema/order/order-message";
// Shapes and limits; the functions above check sums, sale prices and expirations.
export { orderDetailsSchema } from "../schema/order/details";
export { orderDetailsTemplateSchema, orderStatusTemplateSchema } from "../schema/order/template";
export { orderStatusArgsSchema } from "../schema/order/status-message";
export { paymentSettingSchema } from "../schema/order/payment-settings";
export { wireOrderDetailsSchema, wireOrderStatusSchema } from "../schema/order/wire";
export { exactJsonText as wireText } from "../schema/exact-json";
export { formatReais, maxCentavos, reais, type Centavos } from "../schema/order/money";
export {
  allowedTransitions,
  initialOrderState,
  nextOrderStatuses,
  orderStatuses,
  paymentStatuses,
  nextStatus,
  transitionProblem,
  type NextOrderStatus,
  type OrderStatus,
  type PaymentStatus,
  type OrderState,
} from "../schema/order/status";
export type {
  ChargeArgs,
  DiscountArgs,
  Order,
  OrderArgs,
  OrderDetails,
  OrderDetailsArgs,
  OrderDetailsContent,
  OrderItem,
  OrderItemArgs,
} from "../schema/order/details";
export type {
  DetailsTemplate,
  OrderDetailsTemplate,
  OrderDetailsTemplateArgs,
  OrderStatusTemplate,
  OrderStatusTemplateArgs,
  OrderTemplate,
  TemplateFile,
  TemplateHeader,
  TemplateTexts,
} from "../schema/order/template";
export type { OrderStatusArgs, OrderStatusContent, OrderStatusUpdate } from "../schema/order/status-message";
export type { OffsiteCardPay, PaymentSetting, PixDynamicCode } from "../schema/order/payment-settings";
export type { OrderType, PixKeyType } from "../schema/order/fields";
export { addresseeOf, type Addressee, type AddresseeArgs } from "../schema/order/addressee";
export { isUserId } from "../schema/ids";
export { orderLimits } from "../schema/order/limits";
export type { Failure } from "../schema/failures";
