// What a page says: a phrase of `words` with `values` in its placeholders, in the language of the page. `count` among the
// values decides between the forms of one that counts. The same as `Speech.say` of Python.

function say(words, phrase, values = {}) {
  const { lang } = document.documentElement;
  const { [phrase]: found } = words;
  const form = found.other ? (found[new Intl.PluralRules(lang).select(values.count)] ?? found.other) : found;
  const shown = (value) => (typeof value === "number" ? value.toLocaleString(lang) : value);
  return form.replace(/\{(\w+)\}/g, (all, name) => (name in values ? shown(values[name]) : all));
}
