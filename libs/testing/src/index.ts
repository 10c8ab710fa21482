export { until } from './condition/until.js';
export { callOperation, type OperationRequest, pathOf, refusal } from './http/call-operation.js';
export { type Client, clientOf } from './http/client.js';
export { freshAddress } from './http/fresh-address.js';
export { type JsonReply, type JsonRequest, requestJson } from './http/json-request.js';
export { type AppProcess, startAppProcess, startScriptProcess } from './product/app-process.js';
export { type Product, startProduct } from './product/product.js';
export { newTenant, type Tenant } from './product/tenant.js';
export { type TestServices, testServices } from './product/test-services.config.js';
