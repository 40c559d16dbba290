import { defineEndpoint } from '../platform/endpoint';
import { auditExportQuery, auditPage, auditQuery, auditRetention } from './contract';

export const listAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit',
  role: 'admin',
  scope: 'audit:read',
  summary: { ko: '감사 기록, 최근 것부터', en: 'The audit trail, newest first' },
  query: auditQuery,
  answer: auditPage,
  answerName: 'AuditPage',
});

export const exportAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit/export',
  role: 'admin',
  scope: 'audit:read',
  summary: {
    ko: '감사 기록을 CSV 또는 JSON Lines로',
    en: 'The audit trail as CSV or JSON Lines',
  },
  query: auditExportQuery,
  answer: 'application/x-ndjson',
});

export const readAuditRetention = defineEndpoint({
  method: 'GET',
  path: '/api/audit/retention',
  role: 'admin',
  scope: 'audit:read',
  summary: { ko: '감사 기록을 보관하는 기간', en: 'How long the audit trail is kept' },
  answer: auditRetention,
  answerName: 'AuditRetention',
});

export const setAuditRetention = defineEndpoint({
  method: 'PUT',
  path: '/api/audit/retention',
  role: 'admin',
  closedToKeys: 'deleting evidence is decided by a person',
  body: auditRetention,
  answer: auditRetention,
});
