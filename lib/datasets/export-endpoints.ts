import { defineEndpoint } from '../platform/endpoint';
import { exportPreview, exportQuery } from './export-contract';

export const previewExport = defineEndpoint({
  method: 'GET',
  path: '/api/exports/corrections/preview',
  role: 'lead',
  scope: 'decisions:read',
  summary: { ko: '내보낼 줄 수와 예', en: 'Number of lines and samples' },
  query: exportQuery,
  answer: exportPreview,
  answerName: 'ExportPreview',
});

export const exportCorrections = defineEndpoint({
  method: 'GET',
  path: '/api/exports/corrections',
  role: 'lead',
  scope: 'decisions:read',
  summary: { ko: '결정 내보내기 (JSON Lines)', en: 'Export decisions as JSON Lines' },
  query: exportQuery,
  answer: 'application/jsonl',
});
