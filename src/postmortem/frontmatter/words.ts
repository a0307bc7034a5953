export const STATUSES = ['draft', 'review', 'final'] as const;
/** A near miss is what could have become an incident: it has neither a duration nor an impact. */
export const KINDS = ['incident', 'near-miss'] as const;

export const VISIBILITIES = ['public', 'internal'] as const;

/** Events that trigger an incident, after the list in Google's SRE workbook, chapter "Postmortem culture". */
export const TRIGGERS = [
  'deploy',
  'config-change',
  'traffic-change',
  'expiry',
  'provider-change',
  'maintenance',
  'hardware-fault',
  'attack',
  'manual-action',
  'none',
  'unknown',
] as const;

/** Who or what detected an incident first. */
export const DETECTIONS = ['alert', 'customer', 'employee', 'third-party', 'audit', 'unknown'] as const;

export type Kind = (typeof KINDS)[number];
export type Status = (typeof STATUSES)[number];
export type Trigger = (typeof TRIGGERS)[number];
export type Detection = (typeof DETECTIONS)[number];
