import type { CronItem } from 'graphile-worker';
import { tidyAudit } from '../audit/jobs';
import { runAutonomy } from '../autonomy/jobs';
import { tidyTexts } from '../imports/jobs';
import { rollUp } from '../insights/jobs';
import { makeBackup } from '../keeping/jobs';
import { gatherDecisions } from '../webhooks/jobs';

/** What comes round by itself, whichever worker lives; missed rounds are not made up for. */
export const timetable: CronItem[] = [
  { task: gatherDecisions.name, match: '* * * * *' },
  { task: rollUp.name, match: '* * * * *', options: { jobKey: rollUp.name } },
  // Has nothing to do once every product of before is tidied.
  { task: tidyTexts.name, match: '* * * * *', options: { jobKey: tidyTexts.name } },
  { task: runAutonomy.name, match: '* * * * *', options: { jobKey: runAutonomy.name } },
  { task: makeBackup.name, match: '*/10 * * * *', options: { jobKey: makeBackup.name } },
  { task: tidyAudit.name, match: '7 * * * *', options: { jobKey: tidyAudit.name } },
];
