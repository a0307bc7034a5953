// Marks the words that led to a postmortem, where its address has them; else there is nothing to load.
if (new URLSearchParams(location.search).has('mark')) void import('./marked-words.ts');
