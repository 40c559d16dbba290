/** Day and time as server and browser write them alike: they disagree on 오후 and PM, so 24 hours. */
export const momentStyle = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;
