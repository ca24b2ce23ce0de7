// The language of the page, for screen readers, translators and hyphens. Streamlit's own page is always in English.
export default function ({ data }) {
  const [{ lang }] = data;
  document.documentElement.lang = lang;
}
