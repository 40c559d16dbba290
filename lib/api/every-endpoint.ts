import type { Endpoint } from '../platform/endpoint';
import * as access from '../access/endpoints';
import * as api from './endpoints';
import * as audit from '../audit/endpoints';
import * as autonomy from '../autonomy/endpoints';
import * as catalogueProduct from '../catalogue/product-endpoints';
import * as catalogueSchema from '../catalogue/schema-endpoints';
import * as cloudDelivery from '../cloud/delivery/endpoints';
import * as cloud from '../cloud/endpoints';
import * as curation from '../curation/endpoints';
import * as datasets from '../datasets/endpoints';
import * as datasetsExport from '../datasets/export-endpoints';
import * as desk from '../desk/endpoints';
import * as discussion from '../discussion/endpoints';
import * as imports from '../imports/endpoints';
import * as insights from '../insights/endpoints';
import * as jobs from '../jobs/endpoints';
import * as moves from '../moves/endpoints';
import * as overlap from '../overlap/endpoints';
import * as people from '../people/endpoints';
import * as proposals from '../proposals/endpoints';
import * as queues from '../queues/endpoints';
import * as sorting from '../sorting/endpoints';
import * as sweeps from '../sweeps/endpoints';
import * as training from '../training/endpoints';
import * as webhooks from '../webhooks/endpoints';

/** Every endpoint of every room; the tests hold them against the routes of app/api. */
export const everyEndpoint: readonly Endpoint[] = [
  access,
  api,
  audit,
  autonomy,
  catalogueProduct,
  catalogueSchema,
  cloudDelivery,
  cloud,
  curation,
  datasets,
  datasetsExport,
  desk,
  discussion,
  imports,
  insights,
  jobs,
  moves,
  overlap,
  people,
  proposals,
  queues,
  sorting,
  sweeps,
  training,
  webhooks,
].flatMap((room): Endpoint[] => Object.values(room));
