import type { BenchQuery, Kind } from './query.ts';

const LEAK = '2023-08-07-database-connection-leak';
const POOL = '2023-08-10-connection-pool-exhausted';
const SLOW_QUERY = '2024-01-22-login-slow-query';
const PROMOTION = '2024-04-01-promotion-connection-limit';
const MISCONFIGURED = '2024-04-15-login-pool-misconfigured';
const FAMILY = [LEAK, POOL, SLOW_QUERY, PROMOTION, MISCONFIGURED];
const KNIGHT = '2012-08-01-knight-capital-power-peg';
const GITLAB = '2017-01-31-gitlab-database-deletion';
const S3 = '2017-02-28-aws-s3-capacity-removal';
const ESLINT = '2018-07-12-eslint-scope-npm-token';
const COASTS = '2018-10-21-github-mysql-failover';
const ERICSSON = '2018-12-06-ericsson-expired-certificate';
const FIREFOX = '2019-05-04-firefox-addons-certificate';
const CONTROL_PLANE = '2019-06-02-google-cloud-network-control-plane';
const REGEX = '2019-07-02-cloudflare-waf-regex';
const TEAMS = '2020-02-03-microsoft-teams-certificate';
const PROXYSQL = '2020-02-19-github-mysql1-proxysql';
const ATLANTA = '2020-07-17-cloudflare-backbone-atlanta';
const KINESIS = '2020-11-25-aws-kinesis-thread-limit';
const SLACK = '2021-01-04-slack-transit-gateway';
const FASTLY = '2021-06-08-fastly-latent-bug';
const FACEBOOK = '2021-10-04-facebook-backbone';
const ROBLOX = '2021-10-28-roblox-consul';
const AWS_NETWORK = '2021-12-07-aws-internal-network';
const MYSQL1 = '2022-03-16-github-mysql1-connections';
const ATLASSIAN = '2022-04-05-atlassian-site-deletion';
const BGP = '2022-06-21-cloudflare-bgp-mcp';
const DATADOG = '2023-03-08-datadog-systemd-update';
const REDDIT = '2023-03-14-reddit-kubernetes-upgrade';
const CRATES = '2023-07-20-crates-io-broken-downloads';
const POWER = '2023-11-02-cloudflare-control-plane-power';
const CROWDSTRIKE = '2024-07-19-crowdstrike-channel-file-291';
const HEROKU = '2025-06-10-heroku-os-update';
const WORKERS_KV = '2025-06-12-cloudflare-workers-kv';
const SERVICE_CONTROL = '2025-06-12-google-cloud-service-control';
const DYNAMODB = '2025-10-20-aws-dynamodb-dns';
const FEATURE_FILE = '2025-11-18-cloudflare-bot-feature-file';
const POSTHOG = '2025-11-24-posthog-shai-hulud';
const KILL_SWITCH = '2025-12-05-cloudflare-waf-killswitch';

/**
 * What a responder may type or paste if an incident of the example archive happens again. Written from the documents;
 * symptoms use other words than the titles.
 */
export const EXAMPLE_QUERIES: readonly BenchQuery[] = [
  ...all('error line', [
    ['FATAL: sorry, too many clients already', POOL],
    ['ERROR 1040 (HY000): Too many connections', POOL],
    ['HikariPool-1 - Connection is not available, request timed out after 30000ms.', POOL],
    ['QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00', POOL],
    ['Too many open files', PROXYSQL],
    ['LimitNOFILE  1,073,741,824', PROXYSQL],
    ['0 added, 2 withdrawn: expected 0. Stop.', BGP],
    ['type: ALL, rows: 48211733', MYSQL1],
    ['no usable backup: none', GITLAB],
    ['https://static.example.orgcrates/', CRATES],
  ]),
  ...all('other values', [
    [
      '2025-03-02 03:12:44.901 ERROR [exec-7] HikariPool-3 - Connection is not available, request timed out after 12003ms.',
      POOL,
    ],
    [
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 20 overflow 30 reached, connection timed out, timeout 60.00',
      POOL,
    ],
    ['connection to server at "10.0.3.17", port 5432 failed: FATAL: sorry, too many clients already', POOL],
    ['OperationalError: (1040, "Too many connections")', POOL],
    ['accept4(): Too many open files (EMFILE) fd=65535', PROXYSQL],
    ['3 added, 7 withdrawn: expected 0. Stop.', BGP],
    ['type: ALL, rows: 1200331', MYSQL1],
    ['no usable backup: 2024-02-03T04:00:00Z 512', GITLAB],
  ]),
  ...all('stack frame', [
    ['at java.base/java.util.concurrent.ThreadLocalRandom.nextLong(ThreadLocalRandom.java:412)', AWS_NETWORK],
    ['Caused by: com.example.client.GivenUpException', AWS_NETWORK],
    ['java.lang.NullPointerException\n\tat com.example.quota.QuotaPolicy.limits(QuotaPolicy.java:88)', SERVICE_CONTROL],
    ['connection.prepareStatement(SQL).executeQuery()', LEAK],
    ['node .github/scripts/assign-reviewers.js', POSTHOG],
    ['> example@1.0.0 postinstall\n> node ./build.js', ESLINT],
    ['/proc/sys/kernel/threads-max', KINESIS],
    ['/sys/fs/cgroup/pids.max', KINESIS],
    ['sha256sum /opt/router/router.jar', KNIGHT],
    ['/etc/systemd/networkd.conf', DATADOG],
  ]),
  ...all('identifier', [
    ['maxConnections', PROMOTION, GITLAB],
    ['statementTimeout', SLOW_QUERY, MISCONFIGURED],
    ['idleInTransactionSessionTimeout', SLOW_QUERY],
    ['idle-in-transaction', SLOW_QUERY],
    ['manage_foreign_routing_policy_rules', DATADOG],
    ['limit_nofile', PROXYSQL],
    ['pgStatActivity', LEAK, SLOW_QUERY],
    ['pull-request-target', POSTHOG],
    ['IGNORE_SCRIPTS', ESLINT],
    ['threadsMax', KINESIS],
    ['systemdNetworkd', DATADOG, HEROKU],
    ['NODE_ROLE_KUBERNETES_IO_MASTER', REDDIT],
    ['peer_selector', REDDIT],
    ['localPreference', ATLANTA],
    ['acquireTimeout', MISCONFIGURED],
    ['v1.297.3', POSTHOG],
    ['eslint_scope', ESLINT],
    ['cve_2025_55182', KILL_SWITCH],
    ['SgsnMme', ERICSSON],
    ['workers-kv', WORKERS_KV],
  ]),
  ...all('symptoms', [
    ['visitors get 502, cpu used up on every machine', REGEX],
    ['servers looked idle so autoscaling removed them', SLACK],
    ['windows machines crash at every start after sensor update', CROWDSTRIKE],
    ['names stop resolving and nobody can get into the data centre', FACEBOOK],
    ['wiped the wrong host while rebuilding a replica', GITLAB],
    ['backup bucket was empty', GITLAB],
    ['cannot update the status dashboard because it needs S3', S3],
    ['millions of orders sent to the market', KNIGHT],
    ['stale and inconsistent data after failover', COASTS],
    ['4G mobile data down in Japan and the UK', ERICSSON],
    ['browser disabled all extensions and add-ons stopped loading', FIREFOX],
    ['users worldwide could not connect, certificate had not been renewed', TEAMS],
    ['players locked out, consul writes slow', ROBLOX],
    ['script deleted customers products permanently', ATLASSIAN],
    ['monitors did not alert and nodes went offline after security update', DATADOG],
    ['no writes go through at peak load', MYSQL1],
    ['download redirects lack a slash', CRATES],
    ['generators failed, settings could not be changed', POWER],
    ['apps cannot reach anything outside after network restart', HEROKU],
    ['sign-in fails and key value reads return 503', WORKERS_KV],
    ['null pointer, crash loop, 503 from all APIs', SERVICE_CONTROL],
    ['new instances do not start, load balancer health checks flap', DYNAMODB],
    ['query returned duplicate rows, file exceeded the limit of 200', FEATURE_FILE],
    ['nil value, HTTP 500 on nearly every request', KILL_SWITCH],
    ['traffic fell by half, one location attracted everything', ATLANTA],
    ['packet loss in several american regions', CONTROL_PLANE],
    ['85% of requests return errors after a customer changed their configuration', FASTLY],
    ['slow pages while the campaign runs', PROMOTION],
    ['raised cpu and memory, suspected a memory leak', LEAK],
    ['looked like a denial-of-service attack but was not', SLOW_QUERY],
    ['prefixes withdrawn, engineers could not reach the sites', BGP],
    ['alarms on putting and getting records', KINESIS],
    ['clients retry without back-off and keep devices overwhelmed', AWS_NETWORK],
    ['admission webhooks time out', REDDIT],
    ['heavy query reaches the master instead of replicas', PROXYSQL],
    ['installing a package sends npm credentials away', ESLINT, POSTHOG],
    ['logins fail now and then, a second try works', MISCONFIGURED],
  ]),
  ...all('typo', [
    ['conection pool exhuasted', ...FAMILY],
    ['certficate expired', ERICSSON, FIREFOX, TEAMS],
    ['Kubernets upgrade', REDDIT],
    ['Cloudfare regular expression', REGEX],
    ['DynamDB', DYNAMODB],
    ['Roblx', ROBLOX],
    ['crowdstirke', CROWDSTRIKE],
    ['knigth capital', KNIGHT],
    ['fastyl', FASTLY],
    ['ProxySLQ', PROXYSQL],
    ['Kinessis thread limit', KINESIS],
    ['eslnit-scope', ESLINT],
    ['Orchestartor', COASTS],
    ['gatway too slow to scale', SLACK],
    ['Atlasian', ATLASSIAN],
    ['HikariPol', POOL],
    ['unatended upgrades', DATADOG, HEROKU],
    ['Consull streaming', ROBLOX],
    ['Firefxo addons', FIREFOX],
    ['permision change doubles file', FEATURE_FILE],
  ]),
  { kind: 'filter', text: 'connection pool', filters: { cause: ['code-defect'], year: ['2024'] }, find: [SLOW_QUERY] },
  { kind: 'filter', text: 'connection pool', filters: { service: ['shop'] }, find: [PROMOTION] },
  { kind: 'filter', text: 'login', filters: { cause: ['config-change'] }, find: [MISCONFIGURED] },
  { kind: 'filter', text: 'cloudflare', filters: { cause: ['network'], year: ['2022'] }, find: [BGP] },
  { kind: 'filter', text: 'cloudflare', filters: { cause: ['infrastructure'] }, find: [POWER] },
  { kind: 'filter', text: 'certificate', filters: { year: ['2020'] }, find: [TEAMS] },
  { kind: 'filter', text: 'routes', filters: { cause: ['automation'], year: ['2025'] }, find: [HEROKU] },
  { kind: 'filter', text: 'mysql', filters: { year: ['2022'] }, find: [MYSQL1] },
  { kind: 'filter', text: 'us-east-1', filters: { cause: ['capacity'] }, find: [KINESIS] },
  { kind: 'filter', text: 'npm', filters: { year: ['2018'] }, find: [ESLINT] },
  { kind: 'filter', text: 'google', filters: { year: ['2019'] }, find: [CONTROL_PLANE] },
  { kind: 'filter', text: 'deleted', filters: { cause: ['manual-operation'], year: ['2022'] }, find: [ATLASSIAN] },
  { kind: 'filter', text: '', filters: { cause: ['third-party'] }, find: [WORKERS_KV] },
];

function all(kind: Kind, queries: readonly [text: string, ...find: string[]][]): BenchQuery[] {
  return queries.map(([text, ...find]) => ({ kind, text, find }));
}
