import { Temporal } from 'temporal-polyfill';

/** A postmortem that shows the format and passes `check`. */
export interface Sample {
  /** File name. */
  name: string;
  text: string;
}

/** Returns the sample: an incident on the day before `today`, with an action that is due a month later. */
export function sampleOf(today: string): Sample {
  const now = Temporal.PlainDate.from(today);
  const day = now.subtract({ days: 1 }).toString();
  const due = now.add({ months: 1 }).toString();
  const text = `---
title: "Example: logins fail while the connection pool is exhausted"
severity: sev2
started: ${day}T15:45:00Z
detected: ${day}T15:52:00Z
resolved: ${day}T17:45:00Z
impact: { percent: 30, of: logins }
cause: config-change
trigger: deploy
detection: alert
services: [auth]
---

## Summary

This incident never happened: it shows how to write a postmortem. Remove it when you have written your own.

For two hours, three of ten logins failed because the new release had a smaller connection pool.

## Timeline

- 15:45 The release goes out
- 15:52 The error rate pages the team (detected)
- 16:20 The logs show what the requests are waiting for:
  \`HikariPool-1 - Connection is not available, request timed out after 30000ms.\`
- 17:45 All instances run with the old limit (resolved)

## Root cause

The new default allowed ten connections, but forty are needed. No test has that much traffic.

## Resolution

The release was rolled back.

## Action items

- [x] Pin the limit in the configuration @auth type:prevent done:${today}
- [ ] Alert on pool saturation @auth type:detect due:${due}
`;
  return { name: `${day}-example-login-fails.md`, text };
}
