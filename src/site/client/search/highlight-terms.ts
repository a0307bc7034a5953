// Highlights the search terms from the address. Without any, the highlighter is not loaded.
const mark = new URLSearchParams(location.search).get('mark');
if (mark) void import('./term-highlighter.ts').then(({ highlightArticle }) => highlightArticle(mark));
