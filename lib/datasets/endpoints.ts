import * as z from 'zod';
import { defineEndpoint } from '../platform/endpoint';
import {
  datasetDiff,
  datasetPreview,
  datasetRecipe,
  datasetVersion,
  datasetVersionDetail,
  diffQuery,
  filePath,
  idPath,
  makeVersionInput,
  previewInput,
  saveRecipeInput,
  versionPage,
  versionQuery,
} from './contract';

export const previewDataset = defineEndpoint({
  method: 'POST',
  path: '/api/datasets/preview',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '만들기 전에 수와 표본 보기', en: 'Counts and samples before it is made' },
  body: previewInput,
  answer: datasetPreview,
  answerName: 'DatasetPreview',
});

export const readDatasetRecipe = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/recipes/{id}',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '레시피 하나', en: 'Read a recipe' },
  params: idPath,
  answer: datasetRecipe,
  answerName: 'DatasetRecipe',
});

export const saveDatasetRecipe = defineEndpoint({
  method: 'PUT',
  path: '/api/datasets/recipes/{id}',
  role: 'lead',
  scope: 'datasets:write',
  summary: { ko: '레시피 저장', en: 'Save a recipe' },
  params: idPath,
  body: saveRecipeInput,
  answer: datasetRecipe,
  answerName: 'DatasetRecipe',
});

export const listDatasetRecipes = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/recipes',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '레시피 목록', en: 'List recipes' },
  answer: z.array(datasetRecipe),
  answerName: 'DatasetRecipes',
});

export const diffDatasetVersions = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/versions/{id}/diff',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '두 버전의 차이', en: 'Compare two versions' },
  params: idPath,
  query: diffQuery,
  answer: datasetDiff,
  answerName: 'DatasetDiff',
});

export const readDatasetFile = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/versions/{id}/files/{path}',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '파일 내려받기 (Range, ETag)', en: 'Download a file (Range, ETag)' },
  params: filePath,
  answer: 'application/octet-stream',
});

export const readDatasetVersion = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/versions/{id}',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '데이터셋 버전과 카드', en: 'Read a dataset version and its card' },
  params: idPath,
  answer: datasetVersionDetail,
  answerName: 'DatasetVersionDetail',
});

export const listDatasetVersions = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/versions',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '데이터셋 버전 목록', en: 'List dataset versions' },
  query: versionQuery,
  answer: versionPage,
  answerName: 'DatasetVersionPage',
});

export const requestDatasetVersion = defineEndpoint({
  method: 'POST',
  path: '/api/datasets/versions',
  role: 'lead',
  scope: 'datasets:write',
  summary: { ko: '데이터셋 버전 만들기', en: 'Make a dataset version' },
  body: makeVersionInput,
  answer: datasetVersion,
  answerName: 'DatasetVersion',
});
