import * as z from 'zod';
import * as imports from '../imports/contract';
import * as products from '../catalogue/product-contract';
import * as schemas from '../catalogue/schema-contract';
import { schemaDocument } from '../values/contract';
import * as curation from '../curation/contract';
import * as sweeps from '../sweeps/contract';
import type { Locale } from '../i18n/locale';
import type { Scope } from '../platform/scopes';
import * as proposals from '../proposals/contract';
import * as datasets from '../datasets/contract';
import * as cloud from '../cloud/contract';
import { datasetUpload, uploadList } from '../cloud/delivery/contract';
import * as queues from '../queues/contract';
import * as desk from '../desk/contract';
import * as exports from '../datasets/export-contract';

/** The shapes of answers by the names that the description gives them. */
export const shapes = {
  Import: imports.importSummary,
  ImportPage: imports.importList,
  ImportPreview: imports.importPreview,
  RejectPage: imports.rejectList,
  ProductPage: products.productPage,
  Product: products.productDetail,
  CatalogueProduct: curation.catalogueProduct,
  CataloguePage: curation.cataloguePage,
  ValueHistory: curation.valueHistory,
  Categories: z.array(schemas.categoryNode),
  CreatedCategory: schemas.createdCategory,
  CategorySchema: schemas.categorySchema,
  SavedSchema: schemas.savedSchema,
  SchemaRevisions: schemas.schemaRevisions,
  SchemaDraft: schemas.schemaDraft,
  SchemaDocuments: z.array(schemaDocument),
  ImportedSchemas: schemas.importedSchemas,
  TaxonomyEntries: schemas.taxonomyEntries,
  TaxonomyDraft: schemas.taxonomyDraft,
  NoticeGroups: schemas.noticeGroups,
  Sellers: products.sellers,
  ProposalRun: proposals.proposalRun,
  ProposalRunPage: proposals.runList,
  ProposalRunDetail: proposals.runDetail,
  Models: proposals.modelList,
  ModelDetail: proposals.modelDetail,
  Queue: queues.queue,
  Queues: z.array(queues.queue),
  ClaimedProducts: desk.claimResult,
  ReviewProduct: curation.reviewProduct,
  DecideResult: curation.decideResult,
  SubmitResult: curation.submitResult,
  Lease: curation.lease,
  RenewedLeases: curation.renewResult,
  Sweep: sweeps.sweep,
  Sweeps: sweeps.sweepList,
  SweepGroup: sweeps.sweepGroup,
  SweepGroupPage: sweeps.sweepGroupPage,
  SweepRadius: sweeps.sweepRadius,
  ExportPreview: exports.exportPreview,
  CommitPage: curation.commitPage,
  CommitDetail: curation.commitDetail,
  RevertResult: curation.revertResult,
  DatasetRecipe: datasets.datasetRecipe,
  DatasetRecipes: z.array(datasets.datasetRecipe),
  DatasetPreview: datasets.datasetPreview,
  DatasetVersion: datasets.datasetVersion,
  DatasetVersionDetail: datasets.datasetVersionDetail,
  DatasetVersionPage: datasets.versionPage,
  DatasetDiff: datasets.datasetDiff,
  DatasetUpload: datasetUpload,
  DatasetUploads: uploadList,
  CloudTraining: cloud.cloudTraining,
  CloudTrainings: cloud.cloudTrainingList,
} satisfies Record<string, z.ZodType>;

export type ShapeName = keyof typeof shapes;

/** What one address does with one method. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/imports/{id}` */
  readonly path: string;
  readonly scope: Scope;
  readonly summary: Readonly<Record<Locale, string>>;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** `file`: the bytes of a file. */
  readonly body?: z.ZodType | 'file';
  /** A shape; a media type for a file; nothing for 204. */
  readonly answer?: ShapeName | `${string}/${string}`;
}

type Rest = Pick<Operation, 'params' | 'query' | 'body' | 'answer'>;

function operation(
  address: `${Operation['method']} /api/${string}`,
  scope: Scope,
  ko: string,
  en: string,
  rest: Rest = {},
): Operation {
  const [method, path] = address.split(' ') as [Operation['method'], string];
  return { method, path, scope, summary: { ko, en }, ...rest };
}

const { numberPath, productPath } = curation;
const commitPath = curation.idPath;
const { importParams } = imports;
const { categoryPath, taxonomyPath } = schemas;
const datasetPath = datasets.idPath;

/** Everything that a system with an API key can call. */
export const operations: readonly Operation[] = [
  // ---------- imports
  operation('GET /api/imports', 'imports:read', '가져오기 목록', 'List imports', {
    query: imports.listImportsQuery,
    answer: 'ImportPage',
  }),
  operation(
    'POST /api/imports',
    'imports:write',
    '파일 올리기: 본문이 파일의 바이트',
    'Upload a file: the body is its bytes',
    { query: imports.uploadQuery, body: 'file', answer: 'Import' },
  ),
  operation('GET /api/imports/{id}', 'imports:read', '가져오기 하나', 'Read an import', {
    params: importParams,
    answer: 'Import',
  }),
  operation(
    'GET /api/imports/{id}/preview',
    'imports:read',
    '열 짝짓기와 첫 행 미리 보기',
    'Preview the mapping and the first rows',
    { params: importParams, query: imports.previewQuery, answer: 'ImportPreview' },
  ),
  operation('POST /api/imports/{id}/start', 'imports:write', '가져오기 시작', 'Start an import', {
    params: importParams,
    body: imports.startImportInput,
    answer: 'Import',
  }),
  operation('POST /api/imports/{id}/pause', 'imports:write', '멈추기', 'Pause an import', {
    params: importParams,
    answer: 'Import',
  }),
  operation('POST /api/imports/{id}/resume', 'imports:write', '이어서 하기', 'Resume an import', {
    params: importParams,
    answer: 'Import',
  }),
  operation('POST /api/imports/{id}/cancel', 'imports:write', '취소하기', 'Cancel an import', {
    params: importParams,
    answer: 'Import',
  }),
  operation(
    'GET /api/imports/{id}/rejects',
    'imports:read',
    '받지 않은 행과 까닭',
    'Rows that were rejected, and why',
    { params: importParams, query: imports.listRejectsQuery, answer: 'RejectPage' },
  ),
  operation(
    'GET /api/imports/{id}/rejects.csv',
    'imports:read',
    '받지 않은 행 CSV',
    'Rejected rows as CSV',
    { params: importParams, answer: 'text/csv' },
  ),

  // ---------- products and catalogue
  operation('GET /api/products', 'catalogue:read', '상품 목록', 'List products', {
    query: products.productQuery,
    answer: 'ProductPage',
  }),
  operation('GET /api/products/{id}', 'catalogue:read', '상품 하나', 'Read a product', {
    params: products.productIdPath,
    answer: 'Product',
  }),
  operation(
    'GET /api/catalogue/products',
    'catalogue:read',
    '반영된 값이 있는 상품 목록, 바뀐 것만 골라 읽기',
    'List products with committed values, those changed since an instant',
    { query: curation.catalogueQuery, answer: 'CataloguePage' },
  ),
  operation(
    'GET /api/catalogue/products/{id}',
    'catalogue:read',
    '한 상품의 반영된 값',
    'Committed values of a product',
    { params: numberPath, answer: 'CatalogueProduct' },
  ),
  operation(
    'GET /api/catalogue/products/{id}/history',
    'catalogue:read',
    '값의 이력',
    'History of the values of a product',
    { params: numberPath, answer: 'ValueHistory' },
  ),
  operation('GET /api/sellers', 'catalogue:read', '판매자 목록', 'List sellers', {
    answer: 'Sellers',
  }),

  // ---------- categories and schemas
  operation('GET /api/categories', 'catalogue:read', '카테고리 나무', 'The category tree', {
    answer: 'Categories',
  }),
  operation('POST /api/categories', 'catalogue:write', '카테고리 만들기', 'Make a category', {
    body: schemas.createCategoryInput,
    answer: 'CreatedCategory',
  }),
  operation(
    'PATCH /api/categories/{key}',
    'catalogue:write',
    '카테고리 고치기',
    'Change a category',
    { params: categoryPath, body: schemas.changeCategoryInput },
  ),
  operation(
    'DELETE /api/categories/{key}',
    'catalogue:write',
    '빈 카테고리 지우기',
    'Delete an empty category',
    { params: categoryPath },
  ),
  operation('GET /api/categories/{key}/schema', 'catalogue:read', '속성 스키마', 'Read a schema', {
    params: categoryPath,
    answer: 'CategorySchema',
  }),
  operation(
    'PUT /api/categories/{key}/schema',
    'catalogue:write',
    '속성 스키마 저장',
    'Save a schema',
    { params: categoryPath, body: schemas.saveSchemaInput, answer: 'SavedSchema' },
  ),
  operation(
    'GET /api/categories/{key}/schema/draft',
    'catalogue:read',
    '상품 글에서 뽑은 스키마 초안',
    'A draft schema from the listings',
    { params: categoryPath, answer: 'SchemaDraft' },
  ),
  operation(
    'GET /api/categories/{key}/schema/revisions',
    'catalogue:read',
    '스키마 판 목록',
    'Revisions of a schema',
    { params: categoryPath, answer: 'SchemaRevisions' },
  ),
  operation(
    'POST /api/categories/{key}/schema/revisions',
    'catalogue:write',
    '예전 판으로 되돌리기',
    'Restore a revision',
    { params: categoryPath, body: schemas.restoreSchemaInput, answer: 'SavedSchema' },
  ),
  operation('GET /api/schemas', 'catalogue:read', '스키마 내보내기', 'Export schemas', {
    query: schemas.exportQuery,
    answer: 'SchemaDocuments',
  }),
  operation('POST /api/schemas', 'catalogue:write', '스키마 가져오기', 'Import schemas', {
    body: z.union([schemaDocument, z.array(schemaDocument)]),
    answer: 'ImportedSchemas',
  }),
  operation(
    'GET /api/taxonomy/search',
    'catalogue:read',
    '표준 분류에서 찾기',
    'Search the standard taxonomy',
    { query: schemas.taxonomyQuery, answer: 'TaxonomyEntries' },
  ),
  operation(
    'GET /api/taxonomy/{id}',
    'catalogue:read',
    '표준 분류의 스키마 초안',
    'A draft schema from the standard taxonomy',
    { params: taxonomyPath, answer: 'TaxonomyDraft' },
  ),
  operation(
    'POST /api/taxonomy/{id}',
    'catalogue:write',
    '표준 분류에서 카테고리 만들기',
    'Make a category from the standard taxonomy',
    { params: taxonomyPath, body: schemas.takeTaxonomyInput, answer: 'CreatedCategory' },
  ),
  operation(
    'GET /api/notice',
    'catalogue:read',
    '상품정보제공고시 항목',
    'Groups of the product information notice',
    { answer: 'NoticeGroups' },
  ),

  // ---------- proposals
  operation('GET /api/proposal-runs', 'proposals:read', '제안 실행 목록', 'List proposal runs', {
    query: proposals.listRunsQuery,
    answer: 'ProposalRunPage',
  }),
  operation(
    'POST /api/proposal-runs',
    'proposals:write',
    '제안 요청하기',
    'Ask for proposals; the same id asks once',
    { body: proposals.requestProposalsInput, answer: 'ProposalRun' },
  ),
  operation(
    'GET /api/proposal-runs/{id}',
    'proposals:read',
    '제안 실행 하나와 실패한 상품',
    'Read a run and what failed in it',
    { params: proposals.runPath, answer: 'ProposalRunDetail' },
  ),
  operation(
    'POST /api/proposal-runs/{id}/{step}',
    'proposals:write',
    '멈추기, 이어서 하기, 취소, 실패한 것 다시',
    'Pause, resume, cancel, or retry what failed',
    { params: proposals.runStepPath, answer: 'ProposalRun' },
  ),

  // ---------- decisions
  operation('GET /api/queues', 'decisions:read', '검수 대기열 목록', 'List queues', {
    answer: 'Queues',
  }),
  operation('POST /api/queues', 'decisions:write', '대기열 만들기', 'Make a queue', {
    body: queues.saveQueueInput,
    answer: 'Queue',
  }),
  operation('PUT /api/queues/{id}', 'decisions:write', '대기열 고치기', 'Change a queue', {
    params: commitPath,
    body: queues.saveQueueInput.omit({ id: true }),
    answer: 'Queue',
  }),
  operation('DELETE /api/queues/{id}', 'decisions:write', '대기열 지우기', 'Delete a queue', {
    params: commitPath,
  }),
  operation(
    'POST /api/review/claim',
    'decisions:write',
    '검수할 상품 점유하기',
    'Claim products to review',
    { body: desk.claimInput, answer: 'ClaimedProducts' },
  ),
  operation(
    'GET /api/review/products/{productId}',
    'decisions:read',
    '상품의 제안과 근거와 결정',
    'Proposals, evidence and decisions of a product',
    { params: productPath, answer: 'ReviewProduct' },
  ),
  operation(
    'POST /api/review/products/{productId}/decisions',
    'decisions:write',
    '결정하기: 같은 id는 한 번만 저장',
    'Decide; the same ids are stored once',
    { params: productPath, body: curation.decideInput, answer: 'DecideResult' },
  ),
  operation(
    'POST /api/review/products/{productId}/submit',
    'decisions:write',
    '제출하기: 잠시 뒤 카탈로그에 반영',
    'Submit; it lands in the catalogue after the grace time',
    { params: productPath, body: curation.submitInput, answer: 'SubmitResult' },
  ),
  operation(
    'POST /api/review/products/{productId}/unsubmit',
    'decisions:write',
    '반영 전에 제출 거두기',
    'Take a submission back before it lands',
    { params: productPath, body: curation.unsubmitInput, answer: 'Lease' },
  ),
  operation(
    'POST /api/review/products/{productId}/skip',
    'decisions:write',
    '까닭을 적고 건너뛰기',
    'Skip a product with a reason',
    { params: productPath, body: curation.skipInput },
  ),
  operation('POST /api/review/leases/renew', 'decisions:write', '점유 늘리기', 'Renew leases', {
    body: desk.leaseTokens,
    answer: 'RenewedLeases',
  }),
  operation('POST /api/review/leases/release', 'decisions:write', '점유 풀기', 'Release leases', {
    body: desk.leaseTokens,
  }),
  operation(
    'GET /api/sweeps/groups',
    'decisions:read',
    '일괄 검수할 값 묶음',
    'Groups of equal values to sweep',
    { query: sweeps.sweepGroupQuery, answer: 'SweepGroupPage' },
  ),
  operation(
    'POST /api/sweeps/group',
    'decisions:read',
    '값 묶음 하나와 표본',
    'One group and its sample',
    { body: sweeps.readSweepInput, answer: 'SweepGroup' },
  ),
  operation(
    'POST /api/sweeps/preview',
    'decisions:read',
    '일괄 검수가 바꿀 것',
    'What a sweep would change',
    { body: sweeps.sweepPredicate, answer: 'SweepRadius' },
  ),
  operation('GET /api/sweeps', 'decisions:read', '최근 일괄 검수', 'Recent sweeps', {
    answer: 'Sweeps',
  }),
  operation('PUT /api/sweeps/{id}', 'decisions:write', '일괄 검수하기', 'Sweep a group', {
    params: commitPath,
    body: sweeps.applySweepInput,
    answer: 'Sweep',
  }),
  operation('POST /api/sweeps/{id}/undo', 'decisions:write', '일괄 검수 거두기', 'Undo a sweep', {
    params: commitPath,
    answer: 'Sweep',
  }),
  operation(
    'GET /api/exports/corrections',
    'decisions:read',
    '결정 내보내기 (JSON Lines)',
    'Export decisions as JSON Lines',
    { query: exports.exportQuery, answer: 'application/jsonl' },
  ),
  operation(
    'GET /api/exports/corrections/preview',
    'decisions:read',
    '내보낼 줄 수와 예',
    'Number of lines and samples',
    { query: exports.exportQuery, answer: 'ExportPreview' },
  ),

  // ---------- commits
  operation('GET /api/commits', 'commits:read', '반영 기록', 'List commits', {
    query: curation.commitQuery,
    answer: 'CommitPage',
  }),
  operation('GET /api/commits/{id}', 'commits:read', '반영 하나와 바뀐 값', 'Read a commit', {
    params: commitPath,
    answer: 'CommitDetail',
  }),
  operation('POST /api/commits/{id}/revert', 'commits:write', '반영 되돌리기', 'Revert a commit', {
    params: commitPath,
    body: curation.revertInput,
    answer: 'RevertResult',
  }),

  // ---------- datasets
  operation('GET /api/datasets/recipes', 'datasets:read', '레시피 목록', 'List recipes', {
    answer: 'DatasetRecipes',
  }),
  operation('GET /api/datasets/recipes/{id}', 'datasets:read', '레시피 하나', 'Read a recipe', {
    params: datasetPath,
    answer: 'DatasetRecipe',
  }),
  operation('PUT /api/datasets/recipes/{id}', 'datasets:write', '레시피 저장', 'Save a recipe', {
    params: datasetPath,
    body: datasets.saveRecipeInput,
    answer: 'DatasetRecipe',
  }),
  operation(
    'POST /api/datasets/preview',
    'datasets:read',
    '만들기 전에 수와 표본 보기',
    'Counts and samples before it is made',
    { body: datasets.previewInput, answer: 'DatasetPreview' },
  ),
  operation(
    'GET /api/datasets/versions',
    'datasets:read',
    '데이터셋 버전 목록',
    'List dataset versions',
    { query: datasets.versionQuery, answer: 'DatasetVersionPage' },
  ),
  operation(
    'POST /api/datasets/versions',
    'datasets:write',
    '데이터셋 버전 만들기',
    'Make a dataset version',
    { body: datasets.makeVersionInput, answer: 'DatasetVersionDetail' },
  ),
  operation(
    'GET /api/datasets/versions/{id}',
    'datasets:read',
    '데이터셋 버전과 카드',
    'Read a dataset version and its card',
    { params: datasetPath, answer: 'DatasetVersionDetail' },
  ),
  operation(
    'GET /api/datasets/versions/{id}/diff',
    'datasets:read',
    '두 버전의 차이',
    'Compare two versions',
    { params: datasetPath, query: datasets.diffQuery, answer: 'DatasetDiff' },
  ),
  operation(
    'GET /api/datasets/versions/{id}/files/{path}',
    'datasets:read',
    '파일 내려받기 (Range, ETag)',
    'Download a file (Range, ETag)',
    { params: datasets.filePath, answer: 'application/octet-stream' },
  ),
  operation(
    'GET /api/datasets/versions/{id}/uploads',
    'datasets:read',
    '객체 저장소로 보낸 기록',
    'Uploads to object storage',
    { params: datasetPath, answer: 'DatasetUploads' },
  ),
  operation(
    'POST /api/datasets/versions/{id}/uploads',
    'datasets:write',
    '객체 저장소로 보내기',
    'Upload to object storage',
    { params: datasetPath, answer: 'DatasetUpload' },
  ),

  // ---------- models
  operation('GET /api/models', 'models:read', '모델 목록', 'List models', { answer: 'Models' }),
  operation(
    'GET /api/models/{name}',
    'models:read',
    '모델 하나와 평가',
    'Read a model and its evaluations',
    { params: proposals.modelPath, answer: 'ModelDetail' },
  ),
  operation(
    'GET /api/cloud-trainings',
    'models:read',
    'SageMaker 학습 목록',
    'List trainings on SageMaker',
    { answer: 'CloudTrainings' },
  ),
  operation(
    'POST /api/cloud-trainings',
    'models:write',
    'SageMaker 학습 시작',
    'Start a training on SageMaker',
    { body: cloud.startCloudTrainingInput, answer: 'CloudTraining' },
  ),
  operation(
    'GET /api/cloud-trainings/{id}',
    'models:read',
    'SageMaker 학습 하나와 지표',
    'Read a training and its metrics',
    { params: cloud.cloudTrainingPath, answer: 'CloudTraining' },
  ),
  operation(
    'POST /api/cloud-trainings/{id}/stop',
    'models:write',
    'SageMaker 학습 멈추기',
    'Stop a training on SageMaker',
    { params: cloud.cloudTrainingPath },
  ),
];

/** Addresses that no API key opens, and why; each stands for everything below it. */
export const internal: Readonly<Record<string, string>> = {
  '/api/auth': 'signing in and out, which people do',
  '/api/setup': 'makes the first admin of an installation',
  '/api/health': 'for load balancers; needs nobody signed in',
  '/api/openapi.json': 'this description',
  '/api/demo-images': 'pictures of the invented demo catalogue',
  '/api/people': 'people and their roles are kept by people',
  '/api/api-keys': 'a key must not make keys',
  '/api/webhooks': 'where data goes to is decided by people',
  '/api/webhook-deliveries': 'the log of the webhooks',
  '/api/autonomy': 'what may be accepted unseen, which a person answers for',
  '/api/inbox': 'what one person was told',
  '/api/products/{id}/comments': 'talk between people',
  '/api/comment-threads': 'talk between people',
  '/api/products/{id}/attributes': 'how a value came about, in the shape that the desk draws',
  '/api/review/corrections': 'offers of the desk after a correction',
  '/api/synonyms': 'offers of the desk, taken by people',
  '/api/insights': 'figures of the dashboards, in the shape that the page draws',
  '/api/overlaps': 'what people disagree on, settled by people',
  '/api/queues/choices': 'what the form of a queue offers',
  '/api/queues/progress': 'what each person did today, for their leads',
  '/api/review/leases': 'who holds what right now, for their leads',
  '/api/review/progress': 'what one person did today',
  '/api/queues/preview': 'what the form of a queue would find',
  '/api/review/products/{productId}/take-over': 'one person takes over from another',
  '/api/training': 'trainings and promotions, which a person answers for',
};
