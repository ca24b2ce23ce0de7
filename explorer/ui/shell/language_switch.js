// The language of the page and which way its lines run, for screen readers, translators and hyphens. Streamlit's own
// page is always in English.
export default function ({ data }) {
  const [{ lang, dir }] = data;
  Object.assign(document.documentElement, { lang, dir });
}
