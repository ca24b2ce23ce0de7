"""What the server answers without Streamlit: files of the map, stop signs as text, health, the first page."""
