import type { Messages } from './index';
import common from './en/common.json';
import errors from './en/errors.json';
import auth from './en/auth.json';
import home from './en/home.json';
import review from './en/review.json';
import queues from './en/queues.json';
import adjudication from './en/adjudication.json';
import catalogue from './en/catalogue.json';
import schemas from './en/schemas.json';
import imports from './en/imports.json';
import proposals from './en/proposals.json';
import commits from './en/commits.json';
import exports from './en/exports.json';
import datasets from './en/datasets.json';
import models from './en/models.json';
import people from './en/people.json';
import help from './en/help.json';
import insights from './en/insights.json';
import training from './en/training.json';
import sorting from './en/sorting.json';
import sweeps from './en/sweeps.json';
import cli from './en/cli.json';
import inbox from './en/inbox.json';
import access from './en/access.json';
import webhooks from './en/webhooks.json';
import autonomy from './en/autonomy.json';
import keeping from './en/keeping.json';
import audit from './en/audit.json';
import jobs from './en/jobs.json';

export const en: Messages = {
  common,
  errors,
  auth,
  home,
  review,
  queues,
  adjudication,
  catalogue,
  schemas,
  imports,
  proposals,
  commits,
  exports,
  datasets,
  models,
  people,
  help,
  insights,
  training,
  sorting,
  sweeps,
  cli,
  inbox,
  access,
  webhooks,
  autonomy,
  keeping,
  audit,
  jobs,
};
