export { mintTenantScope } from './tenancy/tenant-scope.js';
