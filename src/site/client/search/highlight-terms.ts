// Marks the words that led to a postmortem, where its address has them; else there is nothing to load.
const mark = new URLSearchParams(location.search).get('mark');
if (mark) void import('./term-highlighter.ts').then(({ highlightArticle }) => highlightArticle(mark));
