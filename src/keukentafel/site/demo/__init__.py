"""The demo: three made-up families, told in TOML under `stories/`."""
