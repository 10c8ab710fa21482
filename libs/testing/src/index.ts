export { until } from './condition/until.js';
export { within } from './condition/within.js';
export { callOperation, type OperationRequest, pathOf, refusal } from './http/call-operation.js';
export { type Client, clientOf } from './http/client.js';
export { freshAddress } from './http/fresh-address.js';
export { type JsonReply, type JsonRequest, requestJson } from './http/json-request.js';
export { type AppProcess, startAppProcess, startScriptProcess } from './product/app-process.js';
export { type Product, startProduct } from './product/product.js';
export { newTenant, type Tenant } from './product/tenant.js';
export { type TestServices, testServices } from './product/test-services.config.js';
export { type BucketObject, S3Server } from './s3/s3-server.js';
export {
  type ReceivedWebhook,
  WebhookReceiver,
  type WebhookReply,
} from './webhooks/webhook-receiver.js';
