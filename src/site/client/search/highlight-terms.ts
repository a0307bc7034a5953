// Highlights the search terms in the address, if there are any; else the highlighter is not loaded.
const mark = new URLSearchParams(location.search).get('mark');
if (mark) void import('./term-highlighter.ts').then(({ highlightArticle }) => highlightArticle(mark));
