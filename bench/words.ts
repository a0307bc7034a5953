// What the made-up archive is written with. Words in braces are filled in by corpus.ts.

/** One way in which a service fails. */
export interface Fault {
  cause: string;
  trigger: string;
  title: string;
  /** A line of its log. */
  error: string;
  root: readonly string[];
  fix: string;
  action: string;
}

export const FAULTS: readonly Fault[] = [
  {
    cause: 'code-defect',
    trigger: 'deploy',
    title: '{Service} leaks memory until it is killed',
    error: 'FATAL {class}: JavaScript heap out of memory, {count} objects held by `{setting}`',
    root: [
      'Release {hex} kept every entry of `{class}` in a map that nothing emptied.',
      'The load test ran for ten minutes, the leak needed {count}.',
    ],
    fix: 'Release {hex} was rolled back on every host of {service}.',
    action: 'Bound the size of `{class}` and measure it',
  },
  {
    cause: 'code-defect',
    trigger: 'traffic-change',
    title: '{Service} answers with errors when a field is missing',
    error:
      "TypeError: Cannot read properties of undefined (reading '{setting}') at {class}.handle ({class}.js:{count}:{small})",
    root: [
      '`{class}` took `{setting}` for granted, which clients of {other} may leave out.',
      'The field had been optional in the contract for years.',
    ],
    fix: 'A guard in `{class}` treats the missing field as its default.',
    action: 'Test `{class}` with every optional field left out',
  },
  {
    cause: 'config-change',
    trigger: 'config-change',
    title: '{Service} runs out of database connections',
    error: 'FATAL: remaining connection slots are reserved for superusers (host={host} pool={setting} active={count})',
    root: [
      'The pool `{setting}` was set to {count} for each process, and the database takes fewer than that for all of them.',
      'Connections were acquired before the cache was asked.',
    ],
    fix: 'The pool was set back to {small} connections for each process.',
    action: 'Check the sum of all pools against the limit of the database',
  },
  {
    cause: 'config-change',
    trigger: 'config-change',
    title: 'A flag sends all of {service} down an untested path',
    error: 'ERROR {class}: no handler for variant "{setting}" of request {hex}',
    root: [
      'The flag `{setting}` was meant for {percent}% and was given to everybody.',
      'Its default and its fallback were the same value.',
    ],
    fix: 'The flag was switched off in every region.',
    action: 'Roll flags out in steps, with a look at errors between them',
  },
  {
    cause: 'deployment',
    trigger: 'deploy',
    title: 'Old and new {service} cannot read each other during a rollout',
    error: 'ERROR {class}: unknown wire version {small}, expected {small} (peer {ip}:{count})',
    root: [
      'The rollout replaced half of the hosts, and each half wrote messages that the other refused.',
      'The canary spoke to itself only.',
    ],
    fix: 'The rollout was finished by hand, and the rejected messages were replayed.',
    action: 'Refuse a release of {service} whose messages the last one cannot read',
  },
  {
    cause: 'data-store',
    trigger: 'maintenance',
    title: 'A migration locks the largest table of {service}',
    error: 'ERROR: canceling statement due to lock timeout on relation "{setting}" ({ms} ms waited)',
    root: [
      'Adding the column to `{setting}` rewrote the table, which held a lock for {count} seconds.',
      'The copy on which it had been tried is {count} times smaller.',
    ],
    fix: 'The migration was cancelled and run again in batches of {count} rows.',
    action: 'Refuse migrations that rewrite a table of more than {count} rows',
  },
  {
    cause: 'data-store',
    trigger: 'traffic-change',
    title: 'Replicas of {service} fall behind and serve old data',
    error: 'WARN {class}: replication lag {ms} ms on {host} exceeds {count} ms, reads go to the primary',
    root: [
      'One query on `{setting}` read the whole table, once for every request.',
      'The statistics of the table were {count} days old.',
    ],
    fix: 'An index on `{setting}` was made, and the replicas caught up.',
    action: 'Alert on the lag of every replica of {service}',
  },
  {
    cause: 'capacity',
    trigger: 'traffic-change',
    title: '{Service} cannot take the load of a campaign',
    error: 'ERROR {class}: 503 Service Unavailable, queue {setting} full ({count} waiting)',
    root: [
      'Traffic rose to {count} requests a second, {small} times what had been planned for.',
      'The autoscaler was at its maximum of {count} hosts.',
    ],
    fix: 'The maximum was raised and the queue was emptied.',
    action: 'Tell the owners of {service} about campaigns before they start',
  },
  {
    cause: 'capacity',
    trigger: 'none',
    title: 'A disk of {service} fills up',
    error: 'ERROR {class}: write /var/lib/{service}/{hex}.log: no space left on device ({host})',
    root: [
      'Logs of `{class}` grew by {count} MB an hour after a level had been changed.',
      'The alert looked at the system disk only.',
    ],
    fix: 'Old logs were removed and the level was put back.',
    action: 'Alert on every disk of {service} at {percent}%',
  },
  {
    cause: 'network',
    trigger: 'config-change',
    title: '{Service} cannot find its peers by name',
    error: 'dial tcp: lookup {host} on {ip}:53: no such host',
    root: [
      'A record of the zone was removed although {other} still asked for it.',
      'Answers were cached for {count} seconds, so that hosts failed one by one.',
    ],
    fix: 'The record was restored from the history of the zone.',
    action: 'Warn before a record is removed that was asked for within a week',
  },
  {
    cause: 'infrastructure',
    trigger: 'hardware-fault',
    title: '{Service} goes down with one zone',
    error: 'etcdserver: request timed out, possibly due to connection lost ({host}, {ms} ms)',
    root: [
      'All {small} hosts that hold the quorum of {service} were in the zone that lost power.',
      'The rule that spreads them had been off since {hex}.',
    ],
    fix: 'Hosts were started in another zone and the quorum was formed anew.',
    action: 'Spread {service} over three zones and prove it once a quarter',
  },
  {
    cause: 'third-party',
    trigger: 'provider-change',
    title: 'The payment provider turns {service} away',
    error: 'rpc error: code = ResourceExhausted desc = quota {setting} exceeded for {ip}, retry after {ms} ms',
    root: [
      'The provider lowered the quota `{setting}` and had announced it to an address that nobody reads.',
      'Every refusal was tried again at once, {small} times.',
    ],
    fix: 'Calls were slowed down until the provider raised the quota.',
    action: 'Have the announcements of providers go to the rota',
  },
  {
    cause: 'credential-expiry',
    trigger: 'expiry',
    title: 'A certificate of {service} expires',
    error: 'x509: certificate has expired or is not yet valid: {host} serial {hex}',
    root: [
      'The certificate was renewed on disk, and {service} reads it when it starts.',
      'The check looked at the file rather than at the port.',
    ],
    fix: '{Service} was restarted host by host.',
    action: 'Check what {host} serves, and alert {small} weeks before it expires',
  },
  {
    cause: 'security',
    trigger: 'attack',
    title: 'Stolen passwords are tried against {service}',
    error: 'WARN {class}: {count} failed logins in {ms} ms from {ip}, account {hex} locked',
    root: [
      '{count} addresses tried passwords from a leak, each of them slowly enough for the limit of `{setting}`.',
      'The limit counted by address and not by account.',
    ],
    fix: 'A challenge was put before the login, and {count} accounts were locked.',
    action: 'Limit failed logins by account as well',
  },
  {
    cause: 'automation',
    trigger: 'maintenance',
    title: 'A clean-up job removes what {service} still uses',
    error: 'ERROR {class}: NoSuchKey: The specified key does not exist ({setting}/{hex})',
    root: [
      'The job took a failed listing of {other} for an empty one and removed {count} objects.',
      'Nothing limits how much it removes in one run.',
    ],
    fix: 'The objects were restored from the copy in another region.',
    action: 'Let the job stop when it would remove more than {percent}%',
  },
  {
    cause: 'manual-operation',
    trigger: 'manual-action',
    title: 'Hosts of {service} are switched off by mistake',
    error: 'ERROR {class}: connection refused by {host} ({ip}:{count}), {small} of {count} peers gone',
    root: [
      'A command meant for {small} hosts was given a pattern that matched {count}.',
      'The tool asks for confirmation without naming a number.',
    ],
    fix: 'The hosts were started again in the order of their dependencies.',
    action: 'Let the tool name what it will do and refuse more than {percent}%',
  },
  {
    cause: 'cascade',
    trigger: 'traffic-change',
    title: 'Retries keep {service} down after a short hiccup',
    error:
      'ERROR {class}: upstream connect error or disconnect/reset before headers, attempt {small} of {small} to {host}',
    root: [
      '{Other} was slow for {small} minutes, and each of its callers tried again {small} times.',
      'The breaker `{setting}` counts errors and no time-outs.',
    ],
    fix: 'Traffic was cut to {percent}% and let in again in steps.',
    action: 'Give retries towards {other} a budget',
  },
  {
    cause: 'unknown',
    trigger: 'unknown',
    title: '{Service} stops answering and recovers by itself',
    error: 'WARN {class}: no heartbeat from {host} for {ms} ms',
    root: ['Nothing in what was recorded tells why. Three theories about `{class}` were tried and none of them holds.'],
    fix: '{Service} recovered before anybody had changed anything.',
    action: 'Keep a profile of `{class}` when it stops answering',
  },
];

/** Sentences that stand in any section, whatever the fault is. */
export const SENTENCES: readonly string[] = [
  'About {percent}% of the requests to {service} failed, most of them from {region}.',
  'Latency at the 99th percentile rose to {ms} ms.',
  'The dashboard of `{setting}` showed nothing, as it is fed by {other} itself.',
  'Support counted {count} tickets before the status page said anything.',
  'The on-call engineer looked at {other} first, which was slow but not the cause.',
  'Clients of {other} saw `{class}` time out after {ms} ms.',
  'Nobody could tell which version ran on {host}.',
  'A restart of {host} helped for {small} minutes.',
  '`{setting}` has been at its default since {service} was written.',
  'The same had happened in the test environment {small} weeks before, and was taken for noise.',
  'The queue between {service} and {other} grew to {count} messages.',
  'Data was never lost: {other} keeps what it cannot deliver.',
  'The runbook named a command that was removed with release {hex}.',
  'It took {small} minutes to find somebody with access to {host}.',
  'Traffic from {region} was moved away, which brought the error rate down to {percent}%.',
  'The alert on `{setting}` fires after {small} minutes and was on time.',
  '`{class}` logs the address of the peer and not its name, so that {ip} had to be looked up.',
  'The team of {other} confirmed that nothing had changed on their side.',
  'Of {count} scheduled jobs of {service}, {small} had to be started again by hand.',
  'The rehearsal of a failover had been put off three times.',
];

export const EVENTS: readonly string[] = [
  'First errors in the log of {service}',
  'On-call acknowledges and opens the dashboard of {service} (acknowledged)',
  'Incident declared, {person} takes the lead',
  'Team of {other} joins',
  '{host} restarted, without effect',
  'Release {hex} suspected, rollback started',
  'Status page updated',
  'Support reports customers in {region}',
  '`{setting}` raised to {count}, without effect',
  'Error rate falls below {percent}%',
  'Root cause found in `{class}`',
];

export const SERVICES: readonly string[] = (
  'checkout payments login search catalogue cart orders gateway ledger billing invoices notifications mailer sessions ' +
  'profiles permissions audit-log recommendations inventory shipping tracking pricing vouchers reviews media-store ' +
  'image-resizer event-bus job-runner scheduler feature-flags config-service metrics log-pipeline data-warehouse ' +
  'report-builder webhooks partner-api mobile-api admin-console geocoder'
).split(' ');

export const PEOPLE: readonly string[] = '@amina @boris @chen @dalia @eryk @fatou @goran @hana @imre @jun'.split(' ');

export const REGIONS: readonly string[] = 'eu-west-1 us-east-1 eu-central-1 us-west-2 ap-southeast-1 sa-east-1'.split(
  ' ',
);

export const TAGS: readonly string[] =
  'retries alerting rollback database cache timeouts on-call limits kubernetes dns'.split(' ');

/** Parts of the names of classes and settings. */
export const PARTS: readonly string[] = (
  'account address batch buffer cache channel client cluster command connection cursor customer deadline digest entry ' +
  'event export fetch filter frame gateway graph group handler header import index invoice item journal key lease ledger ' +
  'limit listener lock merge message metric mirror node offset order packet page parser partition payment peer pool ' +
  'price profile quota query queue rate record region replica request retry route sample schedule segment session shard ' +
  'snapshot socket stream task tenant token topic trace transfer usage vault version voucher watch window worker'
).split(' ');
