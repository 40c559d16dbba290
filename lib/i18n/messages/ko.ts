import common from './ko/common.json';
import errors from './ko/errors.json';
import auth from './ko/auth.json';
import home from './ko/home.json';
import review from './ko/review.json';
import queues from './ko/queues.json';
import adjudication from './ko/adjudication.json';
import catalogue from './ko/catalogue.json';
import schemas from './ko/schemas.json';
import imports from './ko/imports.json';
import proposals from './ko/proposals.json';
import commits from './ko/commits.json';
import exports from './ko/exports.json';
import datasets from './ko/datasets.json';
import models from './ko/models.json';
import people from './ko/people.json';
import help from './ko/help.json';
import insights from './ko/insights.json';
import training from './ko/training.json';
import sorting from './ko/sorting.json';
import sweeps from './ko/sweeps.json';
import cli from './ko/cli.json';
import inbox from './ko/inbox.json';
import access from './ko/access.json';
import webhooks from './ko/webhooks.json';
import autonomy from './ko/autonomy.json';
import keeping from './ko/keeping.json';
import audit from './ko/audit.json';
import jobs from './ko/jobs.json';

export const ko = {
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
