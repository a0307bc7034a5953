/** A root cause to which incidents are assigned. */
export interface Cause {
  id: string;
  title: string;
  definition: string;
}

/** Pattern of a cause id. */
export const CAUSE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * The default causes. Sources: Google's SRE workbook (postmortem analysis: root causes and triggers), "How to fight
 * production incidents?" (SoCC 2022), GitLab's and icco/postmortems' labels.
 */
export const DEFAULT_CAUSES: readonly Cause[] = [
  { id: 'code-defect', title: 'Code defect', definition: 'Released code was wrong.' },
  { id: 'config-change', title: 'Configuration', definition: 'A setting, limit or flag had the wrong value.' },
  {
    id: 'deployment',
    title: 'Deployment',
    definition: 'A rollout or rollback failed, whatever it contained.',
  },
  {
    id: 'data-store',
    title: 'Data store',
    definition: 'Database, schema, migration, replication or storage failed.',
  },
  { id: 'capacity', title: 'Capacity', definition: 'Demand exceeded a limit.' },
  { id: 'network', title: 'Network', definition: 'Routing, DNS or load balancing failed.' },
  { id: 'infrastructure', title: 'Infrastructure', definition: 'A host, zone, power or hardware failed.' },
  {
    id: 'third-party',
    title: 'Third party',
    definition: 'A provider outside your control failed or changed.',
  },
  {
    id: 'credential-expiry',
    title: 'Credential expiry',
    definition: 'A certificate, token or secret expired or was rotated.',
  },
  { id: 'security', title: 'Security', definition: 'An attack or a compromise.' },
  { id: 'automation', title: 'Automation', definition: 'A pipeline or controller acted wrongly.' },
  {
    id: 'manual-operation',
    title: 'Manual operation',
    definition: 'A dangerous operation had no safeguard.',
  },
  { id: 'cascade', title: 'Cascade', definition: 'Retry storms, feedback loops, emergent behaviour.' },
  { id: 'unknown', title: 'Unknown', definition: 'Not established; counted as missing data.' },
];
