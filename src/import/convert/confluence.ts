import { escapeHtml } from '../../postmortem/html/escape.ts';

/** Whether a text is a page in Confluence's storage format. */
export function isConfluence(text: string): boolean {
  return /<(?:ac:(?:structured-macro|layout|task-list|image|link)|ri:(?:user|page|attachment))[\s>]/.test(
    text.slice(0, 200_000),
  );
}

/** Turns the elements of Confluence's storage format into those of HTML. */
export function fromConfluence(text: string): string {
  return (
    withoutCdata(text)
      // HTML does not close these by themselves.
      .replaceAll(/<((?:ac|ri):[\w-]+|time)(\s[^<>]*)?\/>/g, '<$1$2></$1>')
      .replaceAll(/<ac:parameter\s[^<>]*ac:name="title"[^<>]*>([^<]*)<\/ac:parameter>/g, '<strong>$1</strong> ')
      .replaceAll(/<ac:parameter\b[^<>]*>[^<]*<\/ac:parameter>/g, '')
      .replaceAll('<ac:plain-text-body>', '<pre><code>')
      .replaceAll('</ac:plain-text-body>', '</code></pre>')
      .replaceAll(/<(\/?)ac:task-list>/g, '<$1ul>')
      .replaceAll(/<(\/?)ac:task>/g, '<$1li>')
      .replaceAll(/<ac:task-id>[^<]*<\/ac:task-id>/g, '')
      .replaceAll(/<ac:task-status>\s*(\w*)\s*<\/ac:task-status>/g, (_, status: string) => {
        return `<input type="checkbox"${status === 'complete' ? ' checked' : ''}>`;
      })
      .split('<ac:task-body>')
      .map((part, index) => (index === 0 ? part : withDueDate(part)))
      .join('')
      .replaceAll('</ac:task-body>', '')
      .replaceAll(/<ri:attachment\s[^<>]*ri:filename="([^"<>]*)"[^<>]*><\/ri:attachment>/g, '<img src="$1" alt="$1">')
      .replaceAll(/<ri:page\s[^<>]*ri:content-title="([^"<>]*)"[^<>]*><\/ri:page>/g, '$1')
      .replaceAll(/<ri:user\s[^<>]*(?:ri:username|ri:userkey|ri:account-id)="([^"<>]*)"[^<>]*><\/ri:user>/g, '@$1')
      .replaceAll(/<\/?(?:ac|ri):[\w-]+(?:\s[^<>]*)?>/g, ' ')
  );
}

/** Marks the first date in a task, which is when it is due; `text` starts with the task. */
function withDueDate(text: string): string {
  const [body = '', ...others] = text.split('</ac:task-body>');
  const marked = body.replace(/<time\s[^<>]*datetime="([\d-]{10})"[^<>]*>\s*<\/time>/, 'due:$1');
  return [marked, ...others].join('');
}

const CDATA = '<![CDATA[';
const CDATA_END = ']]>';

/** Escapes the content of CDATA sections. HTML has none: they would end at the first `>`. */
function withoutCdata(text: string): string {
  const [before = '', ...sections] = text.split(CDATA);
  const escaped = sections.map((section) => {
    const end = section.indexOf(CDATA_END);
    return end < 0 ? section : escapeHtml(section.slice(0, end)) + section.slice(end + CDATA_END.length);
  });
  return before + escaped.join('');
}
