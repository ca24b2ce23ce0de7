"""How the app is started and what stands around its pages."""
