/** Properties of the repository. */
export interface WorkflowOptions {
  /** Path of the archive relative to the root, with `/`. */
  archive: string;
  /** Empty if not decided yet: then the workflow refuses to publish. */
  audience: '' | 'internal' | 'public';
  /** Whether `npm ci` installs Nevertwice: package.json contains it, and there is a lock file. */
  isLocked: boolean;
}

/** Path of GitHub's workflow. */
export const GITHUB_FILE = '.github/workflows/postmortems.yml';
/** Paths of GitLab's jobs, and of the file that includes them. */
export const GITLAB_FILE = '.gitlab/postmortems.yml';
export const GITLAB_MAIN = '.gitlab-ci.yml';

/** Text of `GITLAB_MAIN` if it does not exist. */
export const GITLAB_INCLUDE = `include:\n  - local: ${GITLAB_FILE}\n`;

const AUDIENCE = 'Set AUDIENCE in this workflow to public or internal: who can read the site.';
const NEVERTWICE = 'Set NEVERTWICE in this workflow to what npm installs: a version, a tarball or a git address.';

/** Returns the variables of a workflow, as lines of YAML. */
function variables({ archive, audience, isLocked }: WorkflowOptions): string[] {
  const install = ['# What `npm install` installs: a version, a tarball or a git address.', "NEVERTWICE: ''"];
  return [
    `ARCHIVE: ${JSON.stringify(archive)}`,
    '# Who can read the site. `public` leaves out internal documents and allows crawlers. `internal` publishes all documents except',
    '# drafts: only use it if readers have to sign in.',
    `AUDIENCE: ${audience || "''"}`,
    ...(isLocked ? [] : install),
  ];
}

function indented(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}\n`).join('');
}

/** Returns the commands that install Nevertwice. */
function installation({ isLocked }: WorkflowOptions): string[] {
  if (isLocked) return ['npm ci'];
  return [`test -n "$NEVERTWICE" || { echo "${NEVERTWICE}"; exit 1; }`, 'npm install --no-save "$NEVERTWICE"'];
}

/** Lets npm read private repositories. Lock files name them with either address. */
const USE_TOKEN = [
  `host="$(basename "$GITHUB_SERVER_URL")"`,
  'for address in "https://$host/" "ssh://git@$host/"; do',
  '  test -z "$TOKEN" || git config --global --add "url.https://x-access-token:$TOKEN@$host/.insteadOf" "$address"',
  'done',
];

const REQUIRE_AUDIENCE = `test -n "$AUDIENCE" || { echo "${AUDIENCE}"; exit 1; }`;
const CHECKOUT = 'actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3';
const NODE = 'actions/setup-node@48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e # v6.4.0';
const PAGES = 'actions/configure-pages@45bfe0192ca1faeb007ade9deae92b16b8254a0d # v6.0.0';
const UPLOAD = 'actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0';
const DEPLOY = 'actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0';

/** Returns a workflow for GitHub that checks pull requests and publishes the default branch to GitHub Pages. */
export function githubWorkflow(options: WorkflowOptions): string {
  const node = `      - uses: ${NODE}
        with:
          node-version: 24
      # Only for packages in private repositories: a token that can read them.
      - env:
          TOKEN: \${{ secrets.NEVERTWICE_TOKEN }}
        run: |
${indented(USE_TOKEN, '          ')}      - run: |
${indented(installation(options), '          ')}`;
  return `# Checks pull requests and publishes to GitHub Pages. In the repository's settings, under Pages, choose "GitHub Actions" as the
# source. Actions are pinned to commits, because a tag can be moved to other code; the comments name their versions.
name: Postmortems
on:
  pull_request:
  push:
  schedule:
    # Action items become overdue from day to day.
    - cron: '17 5 * * *'
  workflow_dispatch:
env:
${indented(variables(options), '  ')}permissions:
  contents: read
jobs:
  check:
    # Other branches are checked in their pull requests.
    if: github.event_name != 'push' || github.ref_name == github.event.repository.default_branch
    runs-on: ubuntu-latest
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
${node}      # Annotates the changed lines.
      - run: npx --no nevertwice check "$ARCHIVE" --format github
  publish:
    needs: check
    # Schedules only run on the default branch.
    if: >-
      github.event_name == 'schedule'
      || (github.event_name != 'pull_request' && github.ref_name == github.event.repository.default_branch)
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: write
      id-token: write
    concurrency:
      group: pages
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - run: '${REQUIRE_AUDIENCE.replaceAll("'", "''")}'
      - uses: ${CHECKOUT}
        with:
          # The full history shows how long action items have been open.
          fetch-depth: 0
          persist-credentials: false
${node}      - id: pages
        uses: ${PAGES}
      - run: >-
          npx --no nevertwice build "$ARCHIVE" --out dist --audience "$AUDIENCE"
          --site "\${{ steps.pages.outputs.origin }}" --base "\${{ steps.pages.outputs.base_path }}/"
      - uses: ${UPLOAD}
        with:
          path: dist
      - id: deployment
        uses: ${DEPLOY}
`;
}

/** Name that GitLab's documentation uses. */
const QUALITY_REPORT = 'gl-code-quality-report.json';

/** Returns jobs for GitLab that check merge requests and publish the default branch to GitLab Pages. */
export function gitlabJobs(options: WorkflowOptions): string {
  const script = (lines: readonly string[]) =>
    indented(
      lines.map((line) => `- '${line.replaceAll("'", "''")}'`),
      '    ',
    );
  return `# Checks merge requests and publishes to GitLab Pages.
.postmortems:
  image: node:24
  variables:
${indented(variables(options), '    ')}  before_script:
${script(installation(options))}
postmortems-check:
  extends: .postmortems
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
${script([
  `npx --no nevertwice check "$ARCHIVE" --format gitlab > ${QUALITY_REPORT} || test $? = 1`,
  'npx --no nevertwice check "$ARCHIVE"',
])}  artifacts:
    when: always
    reports:
      # Merge requests list what is new in it.
      codequality: ${QUALITY_REPORT}

# GitLab Pages requires this name, and that of the folder.
pages:
  extends: .postmortems
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    # The full history shows how long action items have been open.
    GIT_DEPTH: 0
  script:
${script([REQUIRE_AUDIENCE, 'npx --no nevertwice build "$ARCHIVE" --out public --audience "$AUDIENCE" --site "$CI_PAGES_URL"'])}  artifacts:
    paths: [public]
`;
}
