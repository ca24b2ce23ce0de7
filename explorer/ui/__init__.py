"""The app that people see. The only part that knows Streamlit."""
