export { readAuditRetention, setAuditRetention } from './audit-retention';
export { exportAudit } from './export-audit';
export { listAudit } from './list-audit';
